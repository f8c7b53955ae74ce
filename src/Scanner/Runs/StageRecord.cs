using System.Text.Json;

namespace Scanner.Runs;

/// <summary>What a published stage remembers of its making: the content of its <c>stage.json</c>.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Version">Version of the stage's code.</param>
/// <param name="Fingerprint">Of version, options and upstream; see <see cref="Runs.Fingerprint"/>.</param>
/// <param name="UpstreamFingerprint">Fingerprint of the upstream stage that was read; null for Ingest.</param>
/// <param name="Options">The options, as JSON.</param>
/// <param name="Summary">The stage's summary, as JSON.</param>
/// <param name="Files">The artifacts with their lengths.</param>
/// <param name="Seconds">How long the stage took.</param>
/// <param name="FinishedAt">When it was published, UTC.</param>
public sealed record StageRecord(
    Stage Stage, int Version, string Fingerprint, string? UpstreamFingerprint, JsonElement Options, JsonElement Summary,
    IReadOnlyList<ArtifactFile> Files, double Seconds, DateTime FinishedAt);

/// <summary>One file of a published stage.</summary>
/// <param name="Name">Name within the stage's folder, with forward slashes.</param>
/// <param name="Bytes">Its length.</param>
public sealed record ArtifactFile(string Name, long Bytes);
