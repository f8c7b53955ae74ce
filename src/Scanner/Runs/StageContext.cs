using Serilog;

namespace Scanner.Runs;

/// <summary>What every stage's shell is given besides its options.</summary>
/// <param name="Run">The run folder that the stage reads from and publishes to.</param>
/// <param name="Log">Where log lines go.</param>
/// <param name="Progress">Told how far the stage is; may be called from several threads.</param>
/// <param name="Threads">How many threads to use, at least 1. Never changes a result.</param>
/// <param name="Cancellation">Ends the stage early; nothing is published then.</param>
public sealed record StageContext(
    RunFolder Run, ILogger Log, IProgress<StageProgress> Progress, int Threads, CancellationToken Cancellation);

/// <summary>How far a stage is.</summary>
/// <param name="Stage">The stage at work.</param>
/// <param name="Doing">What it does, in a few words: "reading log.jsonl".</param>
/// <param name="Done">Units done.</param>
/// <param name="Total">Units in all; 0 when unknown.</param>
/// <param name="Unit">What is counted: "bytes", "texts", "tiles".</param>
public readonly record struct StageProgress(Stage Stage, string Doing, long Done, long Total, string Unit);
