using System.Text.Json;
using Scanner.Cli.Terminal;
using Scanner.Report;
using Scanner.Runs;

namespace Scanner.Cli;

/// <summary>A whole scan, as scan run and scan demo do it.</summary>
/// <param name="RunPath">The run folder.</param>
/// <param name="Options">The options of all stages.</param>
/// <param name="Threads">Threads to use.</param>
/// <param name="Force">Whether a scan of other logs in the run folder is replaced.</param>
internal sealed record Scan(string RunPath, PipelineOptions Options, int Threads, bool Force)
{
    /// <summary>Runs every stage that is not fresh.</summary>
    /// <exception cref="ScanException">Something that the user can mend.</exception>
    public ScanResult Run(Host host)
    {
        Pipeline.Check(Options);
        var stages = new List<StageOutcome>();
        Session.InRun(RunPath, Threads, host, context => Pipeline.Run(context, Options, Force, outcome =>
        {
            stages.Add(outcome);
            context.Log.Information("{Stage:l}", StageLine.Of(outcome));
            IngestNotes.Log(context, outcome);
        }));
        return ScanResult.Of(RunPath, stages);
    }
}

/// <summary>What a scan came to.</summary>
/// <param name="ReportPath">Where the page lies that people read.</param>
/// <param name="Stages">What became of each stage.</param>
internal sealed record ScanResult(string ReportPath, IReadOnlyList<StageOutcome> Stages)
{
    /// <summary>The result of stages of a run, the report's last.</summary>
    public static ScanResult Of(string runPath, IReadOnlyList<StageOutcome> stages)
    {
        using var run = RunFolder.Open(runPath);
        return new(run.Artifact(Stage.Report, "report.html"), stages);
    }

    /// <summary>What the report says in short.</summary>
    public ReportSummary Report { get; } =
        Stages[^1].Record.Summary.Deserialize<ReportSummary>(Fingerprint.Json)!;

    /// <summary>For a person: what was found, and where to read on.</summary>
    public string Text() => TerminalSummary.Of(Report, ReportPath);

    /// <summary>For machines.</summary>
    public object ForMachines() => new
    {
        Report = ReportPath,
        Seconds = Stages.Where(stage => !stage.WasFresh).Sum(stage => stage.Record.Seconds),
        Found = Report,
        Stages = Stages.Select(StageLine.ForMachines),
    };
}
