using System.Globalization;
using Scanner.Cli.Terminal;
using Scanner.Runs;
using Serilog;
using Serilog.Events;
using Spectre.Console;

namespace Scanner.Cli;

/// <summary>Work on a run folder: the folder's lock, the log on stderr and in RUN/scan.log, and progress.</summary>
internal static class Session
{
    private const string LogName = "scan.log";

    private const string LineTemplate = "{Timestamp:O} {Level:u3} {Message:l}{NewLine}{Exception}";

    /// <summary>Opens or makes the run folder for writing and does the work in it.</summary>
    /// <param name="runPath">The run folder.</param>
    /// <param name="threads">Threads to use.</param>
    /// <param name="host">Where to write.</param>
    /// <param name="work">Given what a stage needs.</param>
    /// <exception cref="ScanException">The folder cannot be used; see <see cref="RunFolder.Create"/>.</exception>
    public static void Work(string runPath, int threads, Host host, Action<StageContext> work)
    {
        using var run = RunFolder.Create(runPath);
        host.LogFile = Path.Combine(run.Path, LogName);
        var console = host.Interactive
            ? AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(host.Error) })
            : null;
        using var log = new LoggerConfiguration()
            .MinimumLevel.Debug()
            .WriteTo.File(host.LogFile, outputTemplate: LineTemplate, formatProvider: CultureInfo.InvariantCulture)
            .WriteTo.Sink(new StderrSink(host.Error, console), LogEventLevel.Information)
            .CreateLogger();
        if (console is null)
            Begin(new ProgressLines(log));
        else
            ProgressBars.While(console, Begin);

        void Begin(IProgress<StageProgress> progress) =>
            work(new StageContext(run, log, progress, threads, host.Cancellation));
    }
}
