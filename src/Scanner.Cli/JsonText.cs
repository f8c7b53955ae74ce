using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Scanner.Cli;

/// <summary>Results for machines: snake_case, one document on stdout.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    public static void Print<T>(Host host, T result) =>
        host.Output.WriteLine(JsonSerializer.Serialize(result, Format));

    /// <summary>A copy with its properties in snake_case: run folders name them as the code does.</summary>
    public static JsonNode? Renamed(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(element.EnumerateObject().Select(property => KeyValuePair.Create(
            JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name), Renamed(property.Value)))),
        JsonValueKind.Array => new JsonArray([.. element.EnumerateArray().Select(Renamed)]),
        _ => JsonNode.Parse(element.GetRawText()),
    };
}
