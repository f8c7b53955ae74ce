using System.Text.Json;
using System.Text.Json.Nodes;

namespace Scanner.Ingest.Formats;

/// <summary>
/// The typed values of OTLP JSON: <c>{"stringValue": "x"}</c>, <c>{"arrayValue": {"values": […]}}</c>, ….
/// </summary>
internal static class OtlpValue
{
    /// <summary>The plain value.</summary>
    public static JsonNode? ToNode(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return JsonSerializer.SerializeToNode(value);
        foreach (var typed in value.EnumerateObject())
            switch (typed.Name)
            {
                case "stringValue" or "intValue" or "doubleValue" or "boolValue" or "bytesValue":
                    return JsonSerializer.SerializeToNode(typed.Value);
                case "arrayValue":
                    return new JsonArray([.. Values(typed.Value).Select(ToNode)]);
                case "kvlistValue":
                    var inner = new JsonObject();
                    foreach (var pair in Values(typed.Value))
                        if (pair.TryGetProperty("key", out var key) && pair.TryGetProperty("value", out var item))
                            inner[key.GetString()!] = ToNode(item);
                    return inner;
            }
        return null;
    }

    private static JsonElement[] Values(JsonElement list) =>
        list.ValueKind == JsonValueKind.Object && list.TryGetProperty("values", out var values)
            && values.ValueKind == JsonValueKind.Array
            ? [.. values.EnumerateArray()]
            : [];
}
