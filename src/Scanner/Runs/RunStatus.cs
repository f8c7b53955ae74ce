namespace Scanner.Runs;

/// <summary>How a stage of a run stands.</summary>
public enum StageState
{
    /// <summary>Never published.</summary>
    Missing,

    /// <summary>Published, but its record or an artifact is gone or has another length.</summary>
    Damaged,

    /// <summary>Whole, but made of something else than what is there now.</summary>
    Stale,

    /// <summary>Whole, and made of what is there now.</summary>
    Fresh,
}

/// <summary>How one stage of a run stands.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="State">Fresh, or what is wrong.</param>
/// <param name="Reason">Why it is not fresh, in words; null where it is.</param>
/// <param name="Record">What it remembers of its making; null where it is missing or damaged.</param>
public sealed record StageStatus(Stage Stage, StageState State, string? Reason, StageRecord? Record);

/// <summary>How the stages of a run stand, from what lies on disk alone.</summary>
public static class RunStatus
{
    /// <summary>Looks at every stage, in order. A stage above one that is not fresh cannot be fresh.</summary>
    /// <param name="run">The run.</param>
    /// <param name="staleReason">
    /// Says why a whole stage is stale for reasons of its own (another version, changed input); null where it is not.
    /// </param>
    public static IReadOnlyList<StageStatus> Of(RunFolder run, Func<StageRecord, string?> staleReason)
    {
        var statuses = new List<StageStatus>();
        foreach (var stage in StageNames.All)
            statuses.Add(Of(run, stage, statuses.LastOrDefault(), staleReason));
        return statuses;
    }

    private static StageStatus Of(
        RunFolder run, Stage stage, StageStatus? upstream, Func<StageRecord, string?> staleReason)
    {
        var (record, problem) = run.Read(stage);
        if (record is null)
            return problem is null
                ? new(stage, StageState.Missing, $"run: {HowToRun(stage, run.Path)}", null)
                : new(stage, StageState.Damaged, problem, null);
        string? reason = staleReason(record) ?? UpstreamReason(record, upstream);
        return new(stage, reason is null ? StageState.Fresh : StageState.Stale, reason, record);
    }

    private static string HowToRun(Stage stage, string path) =>
        stage == Stage.Ingest ? $"scan ingest LOG --out {path}" : $"scan {stage.Verb()} {path}";

    private static string? UpstreamReason(StageRecord record, StageStatus? upstream)
    {
        if (upstream is null)
            return null;
        string verb = upstream.Stage.Verb();
        return upstream.Record is null ? $"{verb} is {upstream.State.ToString().ToLowerInvariant()}"
            : upstream.Record.Fingerprint != record.UpstreamFingerprint
                ? $"{verb} has run with other input or options since"
            : upstream.State != StageState.Fresh ? $"{verb} is stale"
            : null;
    }
}
