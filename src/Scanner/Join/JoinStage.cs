using Scanner.Embed;
using Scanner.Runs;

namespace Scanner.Join;

/// <summary>
/// The Join stage: <c>2-embed/vectors.npy</c> to <c>3-join/pairs.parquet</c> and <c>rows.parquet</c>.
/// </summary>
public static class JoinStage
{
    /// <summary>Raised when the same input and options give other artifacts.</summary>
    public const int Version = 1;

    // What a join that was ended goes on from; gone when the stage is published.
    private const string CheckpointFile = "join.checkpoint";

    // Enough for a smooth bar, few enough that nobody notices the calls.
    private const int ProgressSteps = 1000;

    /// <summary>Joins the run's vectors with themselves, unless that is done already.</summary>
    /// <exception cref="ScanException">Embed is missing, an option is out of range, or a row is neither unit nor
    /// zero.</exception>
    public static JoinSummary Run(StageContext context, JoinOptions options)
    {
        var upstream = context.Run.Record(Stage.Embed)?.Fingerprint;
        var checkpoint = new JoinCheckpoint(
            Path.Combine(context.Run.Path, CheckpointFile), Fingerprint.Of(Stage.Join, Version, options, upstream),
            TimeSpan.FromSeconds(Limits.CheckpointSeconds));
        var summary = context.Run.Publish(
            Stage.Join, Version, options, folder => Write(context, options, checkpoint, folder));
        checkpoint.Delete();
        return summary;
    }

    private static JoinSummary Write(
        StageContext context, JoinOptions options, JoinCheckpoint checkpoint, string folder)
    {
        float threshold = options.Threshold ?? ModelThreshold.Read(context.Run.Artifact(Stage.Embed, "model.json"));
        var path = context.Run.Artifact(Stage.Embed, "vectors.npy");
        using var vectors = RunVectors.Open(context.Run);

        var result = Joiner.SelfJoin(
            RowSource.Of(vectors, path),
            options.ToSettings(
                threshold, context.Threads, checkpoint, note => context.Log.Warning("{Note:l}", note)),
            (done, total) => Report(context, done, total), context.Cancellation);

        JoinTables.WritePairs(
            result.Pairs, "left", "right", Path.Combine(folder, "pairs.parquet"), context.Threads);
        JoinTables.WriteRows(result, Path.Combine(folder, "rows.parquet"), context.Threads);

        var work = result.Work;
        context.Log.Information(
            "Joined {Rows} texts at {Threshold}: {Pairs} pairs in {Seconds:0.0} s ({Gigaflops:0} GFLOP/s, {Backend})",
            vectors.Rows, threshold, result.PairCount, work.Seconds, work.GigaflopsPerSecond, work.Backend);
        return new JoinSummary(
            vectors.Rows, threshold, result.PairCount, result.Pairs.Length, result.CountComponents(), work.Seconds,
            work.Backend, work.GigaflopsPerSecond);
    }

    private static void Report(StageContext context, long done, long total)
    {
        if (done == total || done % Math.Max(1, total / ProgressSteps) == 0)
            context.Progress.Report(new StageProgress(Stage.Join, "comparing texts", done, total, "tiles"));
    }
}
