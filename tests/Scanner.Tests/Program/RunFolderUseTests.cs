using System.Diagnostics;
using Scanner.Cli;
using Scanner.Cli.Demo;
using Scanner.Runs;

namespace Scanner.Tests.Program;

/// <summary>Which output folders a scan takes, and what it says of those that it does not.</summary>
public sealed class RunFolderUseTests(DemoRun demo) : IClassFixture<DemoRun>
{
    [Fact]
    public void A_run_of_other_logs_is_kept_unless_forced()
    {
        string other = DemoFiles.Write(DemoLog.Compose(seed: 2, scale: 0.1), demo.NewPath("other")).Log;
        string run = demo.NewPath("run");
        AssertDone(Call.Scan("ingest", demo.Files.Log, "--out", run));

        var refused = Call.Scan("ingest", other, "--out", run);
        Assert.Equal(ExitCode.UserError, refused.Code);
        Assert.Contains(demo.Files.Log, refused.Error, StringComparison.Ordinal);
        Assert.Contains(other, refused.Error, StringComparison.Ordinal);
        Assert.Contains("--force", refused.Error, StringComparison.Ordinal);

        AssertDone(Call.Scan("ingest", other, "--out", run, "--force"));
    }

    [Fact]
    public void An_error_of_ours_is_one_line_with_the_details_in_the_log()
    {
        string run = demo.NewPath("garbled");
        AssertDone(Call.Scan("ingest", demo.Files.Log, "--out", run));
        string texts = Path.Combine(run, "1-ingest", "texts.parquet");
        File.WriteAllBytes(texts, new byte[new FileInfo(texts).Length]);

        var call = Call.Scan("embed", run);
        Assert.Equal(ExitCode.Internal, call.Code);
        string[] lines = call.Error.TrimEnd().Split('\n');
        var errors = lines.Where(line => !line.Contains(" INF ", StringComparison.Ordinal));
        Assert.Contains("scan.log", Assert.Single(errors), StringComparison.Ordinal);
        Assert.Contains("   at ", File.ReadAllText(Path.Combine(run, "scan.log")), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_scans_do_not_write_to_one_run()
    {
        string run = demo.NewPath("locked");
        using var holder = RunFolder.Create(run);
        var call = Call.Scan("ingest", demo.Files.Log, "--out", run);
        Assert.Equal(ExitCode.UserError, call.Code);
        Assert.Contains("another scan", call.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_with_other_files_is_left_alone()
    {
        string folder = Directory.CreateDirectory(demo.NewPath("photos")).FullName;
        File.WriteAllText(Path.Combine(folder, "holiday.txt"), "sun");
        var call = Call.Scan("ingest", demo.Files.Log, "--out", folder);
        Assert.Equal(ExitCode.UserError, call.Code);
        Assert.Contains("holiday.txt", call.Error, StringComparison.Ordinal);
        Assert.Single(Directory.EnumerateFileSystemEntries(folder));
    }

    [SkippableFact]
    public void A_read_only_folder_is_refused()
    {
        Skip.IfNot(Directory.Exists("/proc"), "there is no folder here that even an administrator cannot write to");
        var call = Call.Scan("ingest", demo.Files.Log, "--out", "/proc/scan-run");
        Assert.Equal(ExitCode.UserError, call.Code);
        Assert.Contains("cannot be written to", call.Error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_full_disk_is_told()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "needs a tmpfs of limited size");
        string disk = Directory.CreateDirectory(demo.NewPath("small-disk")).FullName;
        Skip.IfNot(Run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk), "a tmpfs cannot be mounted here");
        try
        {
            var call = Call.Scan("ingest", demo.Files.Log, "--out", Path.Combine(disk, "run"));
            Assert.True(call.Code == ExitCode.UserError, $"exit {call.Code}: {call.Error}");
            Assert.Contains("full", call.Error, StringComparison.Ordinal);
        }
        finally
        {
            Run("umount", disk);
        }
    }

    private static bool Run(string program, params string[] args)
    {
        try
        {
            var start = new ProcessStartInfo(program, args) { RedirectStandardError = true };
            using var process = Process.Start(start)!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static void AssertDone(Call call) => Assert.True(call.Code == ExitCode.Done, call.Error);
}
