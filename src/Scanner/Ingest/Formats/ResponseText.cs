using System.Text.Json;

namespace Scanner.Ingest.Formats;

/// <summary>
/// The text of a model's answer out of a response in any usual layout: a plain text, <c>choices</c> with messages
/// (OpenAI chat completions), <c>output</c> items (OpenAI responses), <c>content</c> blocks (Anthropic), messages of
/// parts (OpenTelemetry). Written-out thoughts are part of it: they are what is sent on to be cleaned.
/// </summary>
internal static class ResponseText
{
    // Where a layout keeps its text, or what leads to it; an object may have several of them.
    private static readonly string[] Keys =
    [
        "body", "message", "choices", "output", "thinking", "reasoning_content", "content", "parts", "text",
        "output_text", "completion", "response",
    ];

    // What a response calls a tool with, or repeats of the request, is not its answer.
    private static readonly string[] Foreign = ["user", "system", "developer", "tool", "human"];

    /// <summary>The text, its parts joined by a line end; null where there is none.</summary>
    public static string? Of(JsonElement response)
    {
        var parts = new List<string>();
        Collect(response, parts);
        var text = string.Join('\n', parts);
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    private static void Collect(JsonElement value, List<string> parts)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String when EmbeddedJson.TryParse(value, out var embedded) && IsResponse(embedded):
                Collect(embedded, parts);
                break;
            case JsonValueKind.String:
                parts.Add(value.GetString()!);
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                    Collect(item, parts);
                break;
            case JsonValueKind.Object when !IsForeign(value):
                foreach (var key in Keys)
                    if (value.TryGetProperty(key, out var inner))
                        Collect(inner, parts);
                break;
        }
    }

    // An answer may be JSON itself: only what looks like a response is taken apart.
    private static bool IsResponse(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.Object
            && (LogFormats.Has(item, "role") || LogFormats.Has(item, "type"))),
        JsonValueKind.Object => LogFormats.Has(value, "choices") || LogFormats.Has(value, "role")
            || LogFormats.Has(value, "output") || LogFormats.Has(value, "content"),
        _ => false,
    };

    private static bool IsForeign(JsonElement value) =>
        value.TryGetProperty("role", out var role) && role.ValueKind == JsonValueKind.String
        && Foreign.Contains(role.GetString());
}
