using System.Text.Json;
using System.Text.Json.Serialization;

namespace Scanner.Embed;

/// <summary>What model.json tells of the model that made a run's vectors.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Hash">SHA-256 over its files.</param>
/// <param name="Dim">Components of a vector.</param>
/// <param name="Threshold">Least similarity of near-duplicates; null where the model does not say.</param>
/// <param name="Pooling">How the vectors of tokens become one.</param>
/// <param name="TokensMax">Most tokens of a text.</param>
/// <param name="Device">Where it ran.</param>
internal sealed record ModelRecord(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("hash")] string Hash,
    [property: JsonPropertyName("dim")] int Dim,
    [property: JsonPropertyName("threshold")] double? Threshold,
    [property: JsonPropertyName("pooling")] string Pooling,
    [property: JsonPropertyName("max_tokens")] int TokensMax,
    [property: JsonPropertyName("device")] string Device)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>The record of a model that is loaded.</summary>
    public static ModelRecord Of(ModelFolder model, TextEmbedder embedder) => new(
        model.Name, model.Hash, embedder.Dim, model.Threshold, embedder.Pooling.ToString().ToLowerInvariant(),
        model.TokensMax, embedder.Device);

    /// <summary>Writes the file.</summary>
    public void Write(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, Indented) + "\n");
}
