using System.Text.Json;
using Scanner.Runs;

namespace Scanner.Embed;

/// <summary>A JSON file of a model's folder. Fields are named by their way from the root.</summary>
internal sealed class JsonFile
{
    private readonly JsonElement _root;

    private JsonFile(string path, JsonElement root) => (Path, _root) = (path, root);

    /// <summary>Where the file is.</summary>
    public string Path { get; }

    /// <summary>The file of that name; null where there is none.</summary>
    /// <exception cref="ScanException">It is no JSON object.</exception>
    public static JsonFile? Find(string folder, string name)
    {
        var path = System.IO.Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return new JsonFile(path, document.RootElement.Clone());
            }

            throw new ScanException(
                $"{path}: found JSON of kind {document.RootElement.ValueKind}, expected an object. Fetch the model "
                + "anew.");
        }
        catch (JsonException error)
        {
            throw new ScanException(
                $"{path}: found no JSON: {error.Message} Expected a JSON object. Fetch the model anew.", error);
        }
    }

    /// <summary>The value at the end of a way; null where the way ends early or holds null.</summary>
    public JsonElement? Value(params ReadOnlySpan<string> way)
    {
        var value = _root;
        foreach (var name in way)
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value))
            {
                return null;
            }
        }

        return value.ValueKind == JsonValueKind.Null ? null : value;
    }

    /// <summary>A text; null where there is none.</summary>
    public string? Text(params ReadOnlySpan<string> way) =>
        Value(way) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>A whole number; null where there is none.</summary>
    public long? Integer(params ReadOnlySpan<string> way) =>
        Value(way) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : null;

    /// <summary>A number; null where there is none.</summary>
    public double? Number(params ReadOnlySpan<string> way) =>
        Value(way) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;

    /// <summary>True or false; null where neither.</summary>
    public bool? Flag(params ReadOnlySpan<string> way) =>
        Value(way)?.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null };
}
