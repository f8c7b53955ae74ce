using System.Text.Json.Serialization;
using Scanner.Ingest.Inputs;
using Scanner.Ingest.Spans;

namespace Scanner.Ingest;

/// <summary>What to read, and how to read it.</summary>
public sealed record IngestOptions
{
    /// <summary>
    /// Files, folders and globs (<c>logs/**/*.jsonl.gz</c>). Their files, lengths and times stand in the fingerprint.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>
    /// Side table of accounts (account, org, created_at, plan, payment, email_domain, banned_at); null for none.
    /// </summary>
    [JsonIgnore]
    public string? Accounts { get; init; }

    /// <summary>Side table of models (model, released_at); null for none.</summary>
    [JsonIgnore]
    public string? Releases { get; init; }

    /// <summary>
    /// Overrides: where a field is found, as field → path ("account" → "user.id"). See <see cref="FieldNames"/>.
    /// </summary>
    public IReadOnlyDictionary<string, string> Map { get; init; } = new SortedDictionary<string, string>();

    /// <summary>Words of the head and of the tail: what an embedding model of 64 to 128 tokens sees well.</summary>
    public int SegmentWords { get; init; } = 64;

    /// <summary>A prompt has a head and a tail when it has at least 2 × SegmentWords + this many words.</summary>
    public int LongerByWords { get; init; } = 32;

    /// <summary>What counts as a shared span; null to mine none.</summary>
    public SpanOptions? Spans { get; init; } = new();

    /// <summary>Memory that the tables may use before they go to disk.</summary>
    [JsonIgnore]
    public long MemoryBytesMax { get; init; } = 1L << 30;
}

/// <summary>The options with their files resolved: what the fingerprint of the stage covers.</summary>
internal sealed record IngestRecipe(
    IReadOnlyList<InputFile> Files, InputFile? Accounts, InputFile? Releases, IngestOptions Options);
