using System.Text.Json;
using Scanner.Runs;

namespace Scanner.Embed;

/// <summary>A JSON file of a model's folder, or a part of it. Fields are named by their way from its root.</summary>
internal sealed class JsonFile
{
    private readonly JsonElement _root;
    private readonly string _way;

    private JsonFile(string path, JsonElement root, string way = "") => (Path, _root, _way) = (path, root, way);

    /// <summary>Where the file is.</summary>
    public string Path { get; }

    /// <summary>Where the file is, and which part of it this is: what errors begin with.</summary>
    public string Place => _way.Length == 0 ? Path : $"{Path}: {_way}";

    /// <summary>The part of a name; null where there is none.</summary>
    public JsonFile? Part(string name) =>
        Value(name) is { } value ? new JsonFile(Path, value, _way.Length == 0 ? name : $"{_way}.{name}") : null;

    /// <summary>A piece with its score: <c>["piece", -1.5]</c>; null where this is something else.</summary>
    public (string Piece, double Score)? Piece =>
        _root.ValueKind == JsonValueKind.Array && _root.GetArrayLength() == 2
            && _root[0].ValueKind == JsonValueKind.String && _root[1].ValueKind == JsonValueKind.Number
            ? (_root[0].GetString()!, _root[1].GetDouble())
            : null;

    /// <summary>Two tokens: <c>"a b"</c> or <c>["a", "b"]</c>; null where this is something else.</summary>
    public (string Left, string Right)? Merge
    {
        get
        {
            string?[] parts = _root.ValueKind switch
            {
                JsonValueKind.String => _root.GetString()!.Split(' '),
                JsonValueKind.Array => [.. _root.EnumerateArray().Select(token => token.ToString())],
                _ => [],
            };
            return parts is [{ } left, { } right] ? (left, right) : null;
        }
    }

    /// <summary>The items of an array; none where there is no array.</summary>
    public IEnumerable<JsonFile> Items(string name) => Value(name) is { ValueKind: JsonValueKind.Array } array
        ? array.EnumerateArray().Select((item, i) =>
            new JsonFile(Path, item, $"{(_way.Length == 0 ? name : $"{_way}.{name}")}[{i}]"))
        : [];

    /// <summary>The file of that name; null where there is none.</summary>
    /// <exception cref="ScanException">It is no JSON object.</exception>
    public static JsonFile? Find(string folder, string name)
    {
        var path = System.IO.Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            return null;
        }

        var root = Parse(path);
        return root.ValueKind == JsonValueKind.Object
            ? new JsonFile(path, root)
            : throw new ScanException(
                $"{path}: found JSON of kind {root.ValueKind}, expected an object. Fetch the model anew.");
    }

    /// <summary>The items of a file that holds a list; none where there is no file.</summary>
    /// <exception cref="ScanException">It is no JSON array.</exception>
    public static IReadOnlyList<JsonFile> FindList(string folder, string name)
    {
        var path = System.IO.Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            return [];
        }

        var root = Parse(path);
        return root.ValueKind == JsonValueKind.Array
            ? [.. root.EnumerateArray().Select((item, i) => new JsonFile(path, item, $"[{i}]"))]
            : throw new ScanException(
                $"{path}: found JSON of kind {root.ValueKind}, expected an array. Fetch the model anew.");
    }

    private static JsonElement Parse(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return document.RootElement.Clone();
        }
        catch (JsonException error)
        {
            throw new ScanException(
                $"{path}: found no JSON: {error.Message} Expected JSON. Fetch the model anew.", error);
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
