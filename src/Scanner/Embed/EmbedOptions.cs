using System.Text.Json.Serialization;

namespace Scanner.Embed;

/// <summary>Options of the Embed stage.</summary>
public sealed record EmbedOptions
{
    /// <summary>The name of a model that ships with the program, or a folder's path.</summary>
    public string Model { get; init; } = "default";

    /// <summary>Components to keep of a vector, from the first; null for all.</summary>
    public int? Dim { get; init; }

    /// <summary>Which weights where a model has several: one of <see cref="ModelFiles.Precisions"/>.</summary>
    public string? Precision { get; init; }

    /// <summary>Where vectors are kept from run to run; null: nowhere. Never changes a result.</summary>
    [JsonIgnore]
    public string? Cache { get; init; }

    /// <summary>
    /// As <see cref="DeviceChoice.Parse"/> reads it. Devices differ in the last bits of a vector, which the join's
    /// tolerance covers: a run made on one is fresh on the other.
    /// </summary>
    [JsonIgnore]
    public string Device { get; init; } = "auto";

    /// <summary>Bytes that the model may take of a CUDA device; null for all there are.</summary>
    [JsonIgnore]
    public long? DeviceBytesMax { get; init; }
}

/// <summary>What the Embed stage did.</summary>
/// <param name="Texts">Rows of the matrix.</param>
/// <param name="Dim">Components of a row.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="Device">Where it ran.</param>
/// <param name="TextsEmpty">Texts without tokens: zero rows.</param>
/// <param name="TextsCut">Texts with more tokens than the model takes.</param>
/// <param name="Tokens">Tokens in all.</param>
/// <param name="TextsKnown">Texts whose vectors were known from an earlier run.</param>
/// <param name="Seconds">Seconds of reading, embedding and writing.</param>
public sealed record EmbedSummary(
    int Texts, int Dim, string Model, string Device, long TextsEmpty, long TextsCut, long Tokens, long TextsKnown,
    double Seconds);
