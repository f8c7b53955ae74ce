using System.Globalization;
using Scanner.Cli.Terminal;
using Scanner.Runs;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Spectre.Console;

namespace Scanner.Cli;

/// <summary>Surrounds a verb's work with a log and with progress, as lines or as bars.</summary>
internal static class Session
{
    private const string LogName = "scan.log";

    private const string LineTemplate = "{Timestamp:O} {Level:u3} {Message:l}{NewLine}{Exception}";

    /// <summary>Opens or makes a run folder and works in it. The log goes to stderr and RUN/scan.log.</summary>
    /// <param name="runPath">The run folder.</param>
    /// <param name="threads">Threads to use.</param>
    /// <param name="host">Where to write.</param>
    /// <param name="work">Given what a stage needs.</param>
    /// <exception cref="ScanException">The folder cannot be used; see <see cref="RunFolder.Create"/>.</exception>
    public static void InRun(string runPath, int threads, Host host, Action<StageContext> work)
    {
        using var run = RunFolder.Create(runPath);
        host.LogFile = Path.Combine(run.Path, LogName);
        Watch(host, (log, progress) => work(new StageContext(run, log, progress, threads, host.Cancellation)));
    }

    /// <summary>Works without a run folder. The log goes to stderr alone.</summary>
    public static void Watch(Host host, Action<ILogger, IProgress<StageProgress>> work)
    {
        var console = host.Interactive
            ? AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(host.Error) })
            : null;
        using var log = Log(host, console);
        if (console is null)
            work(log, new ProgressLines(log));
        else
            ProgressBars.While(console, progress => work(log, progress));
    }

    private static Logger Log(Host host, IAnsiConsole? console)
    {
        var log = new LoggerConfiguration().MinimumLevel.Debug()
            .WriteTo.Sink(new StderrSink(host.Error, console), LogEventLevel.Information);
        if (host.LogFile is not null)
            log.WriteTo.File(host.LogFile, outputTemplate: LineTemplate, formatProvider: CultureInfo.InvariantCulture);
        return log.CreateLogger();
    }
}
