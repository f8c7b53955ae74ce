using Scanner.Cluster;
using Scanner.Embed;
using Scanner.Ingest;
using Scanner.Join;
using Scanner.Report;
using Scanner.Runs;
using Scanner.Score;

namespace Scanner;

/// <summary>The options of every stage. Only Ingest has one without a default: what to read.</summary>
public sealed record PipelineOptions
{
    /// <summary>Options of Ingest; null where that stage is not to be run.</summary>
    public IngestOptions? Ingest { get; init; }

    /// <summary>Options of Embed.</summary>
    public EmbedOptions Embed { get; init; } = new();

    /// <summary>Options of Join.</summary>
    public JoinOptions Join { get; init; } = new();

    /// <summary>Options of Cluster.</summary>
    public ClusterOptions Cluster { get; init; } = new();

    /// <summary>Options of Score.</summary>
    public ScoreOptions Score { get; init; } = new();

    /// <summary>Options of Report.</summary>
    public ReportOptions Report { get; init; } = new();
}

/// <summary>What became of a stage that was asked to run.</summary>
/// <param name="Record">What it remembers of its making.</param>
/// <param name="WasFresh">Whether it had been made before, so that nothing was done.</param>
public sealed record StageOutcome(StageRecord Record, bool WasFresh);

/// <summary>All stages in order. The only file of the library that knows every room.</summary>
public static class Pipeline
{
    /// <summary>Refuses what can be refused before a run folder is made: missing logs, unknown names.</summary>
    /// <exception cref="ScanException">Says what was found, what was expected, and what to do.</exception>
    public static void Check(PipelineOptions options)
    {
        if (options.Ingest is not null)
        {
            foreach (string field in options.Ingest.Map.Keys)
                FieldNames.Parse(field);
            RecordedInputs.CheckExist(options.Ingest);
        }
        DeviceChoice.Parse(options.Embed.Device);
        DeviceChoice.Parse(options.Join.Device);
        ModelFolder.Open(options.Embed.Model, options.Embed.Dim, options.Embed.Precision);
        JoinBackends.Check(options.Join.Backend);
    }

    /// <summary>Refuses to replace a scan of other logs, unless forced.</summary>
    /// <exception cref="ScanException">The run holds one; see <see cref="RecordedInputs.RefuseOthers"/>.</exception>
    public static void RefuseOtherLogs(RunFolder run, PipelineOptions options, bool force)
    {
        if (!force && options.Ingest is not null && run.Record(Stage.Ingest) is { } record)
            RecordedInputs.RefuseOthers(record, options.Ingest, run.Path);
    }

    /// <summary>Runs all stages; those that are fresh are skipped.</summary>
    /// <param name="context">The run and what surrounds it.</param>
    /// <param name="options">The options of all stages.</param>
    /// <param name="force">Whether a scan of other logs is replaced.</param>
    /// <param name="onFinished">Told of each stage as it ends.</param>
    /// <exception cref="ScanException">Something that the user can mend; finished stages are kept.</exception>
    public static void Run(StageContext context, PipelineOptions options, bool force, Action<StageOutcome> onFinished)
    {
        RefuseOtherLogs(context.Run, options, force);
        foreach (var stage in StageNames.All)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            onFinished(RunStage(context, stage, options));
        }
    }

    /// <summary>Runs one stage, unless it is fresh.</summary>
    /// <exception cref="ScanException">Something that the user can mend, such as a missing upstream stage.</exception>
    public static StageOutcome RunStage(StageContext context, Stage stage, PipelineOptions options)
    {
        var before = context.Run.Record(stage);
        _ = stage switch
        {
            Stage.Ingest => (object)IngestStage.Run(context, options.Ingest ?? throw NothingToRead()),
            Stage.Embed => EmbedStage.Run(context, options.Embed),
            Stage.Join => JoinStage.Run(context, options.Join),
            Stage.Cluster => ClusterStage.Run(context, options.Cluster),
            Stage.Score => ScoreStage.Run(context, options.Score),
            Stage.Report => ReportStage.Run(context, options.Report),
            _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "no such stage"),
        };
        var after = context.Run.Record(stage)
            ?? throw new InvalidOperationException($"{stage} left no record in {context.Run.Path}.");
        return new(after, WasFresh: before is not null && before.FinishedAt == after.FinishedAt);
    }

    /// <summary>Why a stage is stale for reasons of its own, for <see cref="RunStatus"/>; null if it is not.</summary>
    public static string? StaleReason(StageRecord record) =>
        record.Version != Version(record.Stage)
            ? $"made by version {record.Version} of this stage, the program has {Version(record.Stage)}"
            : record.Stage == Stage.Ingest ? RecordedInputs.ChangedSince(record) : null;

    private static int Version(Stage stage) => stage switch
    {
        Stage.Ingest => IngestStage.Version,
        Stage.Embed => EmbedStage.Version,
        Stage.Join => JoinStage.Version,
        Stage.Cluster => ClusterStage.Version,
        Stage.Score => ScoreStage.Version,
        Stage.Report => ReportStage.Version,
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "no such stage"),
    };

    private static InvalidOperationException NothingToRead() => new("Ingest was asked for without its options.");
}
