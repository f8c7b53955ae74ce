using Scanner.Cli.Demo;

namespace Scanner.Tests.Program;

/// <summary>A small log that the tests of the program share, and a folder for what they make of it.</summary>
public sealed class DemoRun : IDisposable
{
    private int _folders;

    public DemoRun()
    {
        Root = Directory.CreateTempSubdirectory("scan-program-").FullName;
        Files = DemoFiles.Write(DemoLog.Compose(seed: 1, scale: 0.4), Path.Combine(Root, "input"));
    }

    internal DemoFiles Files { get; }

    public string Root { get; }

    /// <summary>A path in the folder that nothing uses yet.</summary>
    public string NewPath(string name) => Path.Combine(Root, $"{Interlocked.Increment(ref _folders)}-{name}");

    /// <summary>The arguments that scan a log with the side tables.</summary>
    public string[] ScanArgs(string run, string? log = null, params string[] more) =>
        ["run", log ?? Files.Log, "--accounts", Files.Accounts, "--releases", Files.Releases, "--out", run, .. more];

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
