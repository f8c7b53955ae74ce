using System.Diagnostics;
using Scanner.Cli;

namespace Scanner.Tests.Program;

/// <summary>The program as a process of its own, as users run it.</summary>
internal sealed class ScanProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private ScanProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _error = process.StandardError.ReadToEndAsync();
    }

    public static ScanProcess Start(params IEnumerable<string> args) => StartWith("", "", args);

    /// <summary>With an environment variable; none where the name is empty.</summary>
    public static ScanProcess StartWith(string variable, string value, IEnumerable<string> args) =>
        StartWith(variable.Length == 0 ? [] : new() { [variable] = value }, args);

    /// <summary>With environment variables.</summary>
    public static ScanProcess StartWith(Dictionary<string, string> variables, IEnumerable<string> args)
    {
        string program = typeof(CommandLine).Assembly.Location;
        var start = new ProcessStartInfo(DotnetPath, ["exec", program, .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (variable, value) in variables)
            start.Environment[variable] = value;
        return new ScanProcess(Process.Start(start)!);
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>SIGKILL, whatever it does at the moment.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Waits for the end, however it comes.</summary>
    public Call Finish()
    {
        _process.WaitForExit();
        return new Call(_process.ExitCode, _output.Result, _error.Result);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    // The test host is itself run by the dotnet that is to be used.
    private static string DotnetPath =>
        Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
}
