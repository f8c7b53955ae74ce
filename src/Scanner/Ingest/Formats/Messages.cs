using System.Text.Json;

namespace Scanner.Ingest.Formats;

/// <summary>
/// Lists of messages to the two texts of a request. System prompt: the system and developer messages, joined by a blank
/// line. Prompt: the last user message that has text. The turns before it are left out, since with them every turn of a
/// conversation would nearly repeat the one before; in the log they are requests of their own.
/// </summary>
internal static class Messages
{
    private const string Between = "\n\n";

    // Under which an object holds its prompt, the most telling first.
    private static readonly string[] ObjectKeys =
        ["messages", "prompt", "input", "query", "question", "text", "content"];

    /// <summary>
    /// The texts of a value: a list of messages, an object or text that holds one, or else a plain text.
    /// </summary>
    public static (string? System, string? Prompt) Read(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return EmbeddedJson.TryParse(value, out var embedded) && IsConversation(embedded)
                    ? Read(embedded)
                    : (null, value.GetString()!);
            case JsonValueKind.Array when IsConversation(value):
                return ReadList(value);
            case JsonValueKind.Array:
                return (null, TextOf(value));
            case JsonValueKind.Object:
                return ReadObject(value);
            default:
                return (null, FieldValues.Text(value));
        }
    }

    /// <summary>The text of a message's content: a text, or the text parts of a list.</summary>
    public static string? TextOf(JsonElement content)
    {
        switch (content.ValueKind)
        {
            case JsonValueKind.String:
                return content.GetString()!;
            case JsonValueKind.Array:
                return Join(content.EnumerateArray().Select(TextOf));
            case JsonValueKind.Object when IsTextPart(content):
                foreach (var key in (ReadOnlySpan<string>)["text", "content", "parts"])
                    if (content.TryGetProperty(key, out var inner) && TextOf(inner) is { } text)
                        return text;
                return null;
            default:
                return null;
        }
    }

    // Tool results and images are payload that the user did not write; parts without a type are texts.
    private static bool IsTextPart(JsonElement part) =>
        !part.TryGetProperty("type", out var type)
        || type.ValueKind != JsonValueKind.String
        || type.GetString()! is "text" or "input_text" or "message";

    private static bool IsConversation(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().Any(item =>
            item.ValueKind == JsonValueKind.Object && item.TryGetProperty("role", out _)),
        JsonValueKind.Object => value.TryGetProperty("messages", out var inner) && IsConversation(inner),
        _ => false,
    };

    private static (string? System, string? Prompt) ReadObject(JsonElement value)
    {
        foreach (var key in ObjectKeys)
        {
            if (!value.TryGetProperty(key, out var inner)
                || Read(inner) is not { Prompt: { } prompt, System: var system })
                continue;
            foreach (var systemKey in (ReadOnlySpan<string>)["system", "instructions"])
                if (value.TryGetProperty(systemKey, out var named) && TextOf(named) is { } text)
                    system = Join([text, system]);
            return (system, prompt);
        }
        return (null, value.EnumerateObject().Any() ? value.GetRawText() : null);
    }

    private static (string? System, string? Prompt) ReadList(JsonElement messages)
    {
        var system = new List<string?>();
        string? prompt = null;
        foreach (var message in messages.EnumerateArray())
        {
            if (message.ValueKind != JsonValueKind.Object || !message.TryGetProperty("role", out var role))
                continue;
            var text = Content(message);
            switch (role.ValueKind == JsonValueKind.String ? role.GetString()! : "")
            {
                case "system" or "developer":
                    system.Add(text);
                    break;
                case "user" or "human":
                    prompt = string.IsNullOrWhiteSpace(text) ? prompt : text;
                    break;
            }
        }
        return (Join(system), prompt);
    }

    private static string? Content(JsonElement message) =>
        message.TryGetProperty("content", out var content) && TextOf(content) is { } text ? text
        : message.TryGetProperty("parts", out var parts) ? TextOf(parts)
        : null;

    private static string? Join(IEnumerable<string?> texts)
    {
        var present = texts.Where(text => !string.IsNullOrEmpty(text)).ToArray();
        return present.Length == 0 ? null : string.Join(Between, present);
    }
}
