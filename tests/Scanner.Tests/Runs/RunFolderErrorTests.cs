using Scanner.Runs;

namespace Scanner.Tests.Runs;

public sealed class RunFolderErrorTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Paths_that_cannot_be_a_run_are_named()
    {
        File.WriteAllText(_temp["file"], "");
        Directory.CreateDirectory(_temp["other"]);
        File.WriteAllText(_temp["other/diary.txt"], "");
        Expect.Error<ScanException>(() => RunFolder.Create(_temp["file"]), _temp["file"], "found a file");
        Expect.Error<ScanException>(() => RunFolder.Create(_temp["other"]), _temp["other"], "diary.txt");
        Expect.Error<ScanException>(() => RunFolder.Create(_temp["file/run"]), "cannot be written to", "--out");
        Expect.Error<ScanException>(() => RunFolder.Create(""), "found no path");
        Expect.Error<ScanException>(() => RunFolder.Create("a\0b"), "found no path");
        Expect.Error<ScanException>(() => RunFolder.Open(_temp["none"]), "found nothing", "scan run LOG --out");
        Expect.Error<ScanException>(() => RunFolder.Open(_temp["file"]), "found a file");
        Expect.Error<ScanException>(() => RunFolder.Open(_temp["other"]), "without run.json");
        Assert.Equal("diary.txt", Assert.Single(new DirectoryInfo(_temp["other"]).EnumerateFileSystemInfos()).Name);
    }

    [SkippableFact]
    public void A_folder_under_which_nobody_may_write_is_named()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "only Linux has /proc, which refuses even root");
        Expect.Error<ScanException>(() => RunFolder.Create("/proc/run"), "/proc/run: cannot be written to", "--out");
    }

    [SkippableFact]
    public void A_read_only_folder_is_named()
    {
        if (OperatingSystem.IsWindows())
            throw new SkipException("Windows has no mode bits");
        Skip.If(Environment.IsPrivilegedProcess, "root may write everywhere");
        Directory.CreateDirectory(_temp["locked"]);
        const UnixFileMode ReadOnly = UnixFileMode.UserRead | UnixFileMode.UserExecute;
        File.SetUnixFileMode(_temp["locked"], ReadOnly);
        Expect.Error<ScanException>(() => RunFolder.Create(_temp["locked/run"]), "cannot be written to", "--out");
        Expect.Error<ScanException>(() => RunFolder.Create(_temp["locked"]), "cannot be written to", "--out");
        File.SetUnixFileMode(_temp["locked"], ReadOnly | UnixFileMode.UserWrite);
    }

    [SkippableFact]
    public void A_full_disk_is_named_with_the_space_it_needs()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "only Linux has /dev/full");
        using var database = Database.InMemory(new DatabaseOptions(1, 1L << 28, TempFolder: null));
        Action[] writers =
        [
            () => File.WriteAllBytes("/dev/full", new byte[1 << 20]),
            () => database.SaveParquet("SELECT 1 AS i", "/dev/full"),
        ];
        using var run = RunFolder.Create(_temp["run"]);
        foreach (var write in writers)
        {
            Expect.Error<ScanException>(
                () => run.Publish(Stage.Ingest, 1, new { }, folder =>
                {
                    File.WriteAllBytes(Path.Combine(folder, "part"), new byte[3 << 20]);
                    write();
                    return 0;
                }),
                $"{run.Path}: the disk was full when ingest had written 3 MiB", "free at least 70 MiB", "--out");
            Assert.Empty(Directory.GetDirectories(run.Path));
        }
    }

    [Fact]
    public void A_run_whose_first_moment_was_cut_short_is_taken_up_again()
    {
        // A process killed between the lock and the marker leaves these two.
        Directory.CreateDirectory(_temp["run"]);
        File.WriteAllText(_temp["run/.lock"], "");
        File.WriteAllText(_temp["run/.run.json"], "{\"for");
        RunFolder.Create(_temp["run"]).Dispose();
        RunFolder.Open(_temp["run"]).Dispose();
    }

    [Fact]
    public void A_path_may_end_in_a_separator_and_lie_deep()
    {
        using var run = RunFolder.Create(_temp["a/b/run"] + Path.DirectorySeparatorChar);
        Assert.Equal(_temp["a/b/run"], run.Path);
    }
}
