using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Scanner.Ingest.Formats;

/// <summary>
/// Spans, each as one flat object: the attributes of its resource, of its events and its own, under their names; and
/// the
/// messages that older conventions spread over events or numbered attributes, gathered into one list.
/// </summary>
internal static class OpenTelemetrySpans
{
    /// <summary>Key of the id: of trace and span.</summary>
    public const string SpanKey = "span";

    /// <summary>Key of the start: nanoseconds since 1970.</summary>
    public const string StartKey = "start";

    /// <summary>Key of the gathered messages.</summary>
    public const string MessagesKey = "messages";

    /// <summary>Key of the gathered names of tools.</summary>
    public const string ToolsKey = "tools";

    /// <summary>Key of the gathered answers.</summary>
    public const string AnswersKey = "answers";

    private const string PromptPrefix = "gen_ai.prompt.";
    private const string AnswerPrefix = "gen_ai.completion.";
    private const string ToolPrefix = "llm.request.functions.";

    /// <summary>Whether a record holds spans.</summary>
    public static bool Fits(JsonElement record) =>
        LogFormats.Has(record, "resourceSpans") || LogFormats.Has(record, "resource_spans")
        || LogFormats.Has(record, "scopeSpans")
        || (LogFormats.Has(record, "attributes")
            && (LogFormats.Has(record, "spanId") || LogFormats.Has(record, "span_id")
                || LogFormats.Has(record, "context")));

    /// <summary>The spans of a record that hold a prompt.</summary>
    public static IReadOnlyList<JsonElement> Expand(JsonElement record)
    {
        var spans = new List<JsonElement>();
        if (LogFormats.Has(record, "attributes"))
        {
            Add(spans, record, []);
            return spans;
        }
        foreach (var resource in Outer(record))
        {
            var shared = new JsonObject();
            if (resource.TryGetProperty("resource", out var described))
                AddAttributes(shared, described);
            foreach (var scope in Items(resource, "scopeSpans", "scope_spans", "instrumentationLibrarySpans"))
                foreach (var span in Items(scope, "spans"))
                    Add(spans, span, shared);
        }
        return spans;
    }

    private static JsonElement[] Outer(JsonElement record) =>
        LogFormats.Has(record, "scopeSpans") ? [record] : Items(record, "resourceSpans", "resource_spans");

    private static void Add(List<JsonElement> spans, JsonElement span, JsonObject shared)
    {
        if (span.ValueKind != JsonValueKind.Object)
            return;
        var flat = shared.DeepClone().AsObject();
        AddAttributes(flat, span);
        var messages = NumberedMessages(flat, PromptPrefix, "user");
        var answers = NumberedMessages(flat, AnswerPrefix, "assistant");
        foreach (var item in Items(span, "events"))
            AddEvent(flat, messages, answers, item);
        if (messages.Count > 0)
            flat[MessagesKey] = messages;
        if (answers.Count > 0)
            flat[AnswersKey] = answers;
        if (!new[] { "gen_ai.input.messages", MessagesKey, "gen_ai.prompt" }.Any(flat.ContainsKey))
            return;

        var tools = flat.Where(pair => pair.Key.StartsWith(ToolPrefix, StringComparison.Ordinal)
                && pair.Key.EndsWith(".name", StringComparison.Ordinal))
            .Select(pair => pair.Value?.DeepClone()).ToArray();
        if (tools.Length > 0)
            flat[ToolsKey] = new JsonArray(tools);
        var hasContext = span.TryGetProperty("context", out var inner) && inner.ValueKind == JsonValueKind.Object;
        var context = hasContext ? inner : span;
        if (Text(context, "spanId", "span_id") is { } id)
            flat[SpanKey] = Text(context, "traceId", "trace_id") is { } trace ? $"{trace}/{id}" : id;
        if (Text(span, "startTimeUnixNano", "start_time_unix_nano", "start_time", "startTime") is { } start)
            flat[StartKey] = start;
        spans.Add(JsonSerializer.SerializeToElement(flat));
    }

    /// <summary>Messages out of gen_ai.prompt.0.role, gen_ai.prompt.0.content, gen_ai.prompt.1.role, …</summary>
    private static JsonArray NumberedMessages(JsonObject flat, string start, string usualRole)
    {
        var messages = new JsonArray();
        for (var number = 0; ; number++)
        {
            var prefix = string.Create(CultureInfo.InvariantCulture, $"{start}{number}.");
            if (!flat.TryGetPropertyValue(prefix + "content", out var content)
                & !flat.TryGetPropertyValue(prefix + "role", out var role))
                return messages;
            messages.Add(Message(role?.DeepClone() ?? usualRole, content));
        }
    }

    /// <summary>Messages out of events: one a message, or one with all of them.</summary>
    private static void AddEvent(JsonObject flat, JsonArray messages, JsonArray answers, JsonElement item)
    {
        var attributes = new JsonObject();
        AddAttributes(attributes, item);
        var name = Text(item, "name") ?? "";
        var role = name switch
        {
            "gen_ai.user.message" => "user",
            "gen_ai.system.message" => "system",
            "gen_ai.assistant.message" => "assistant",
            _ => null,
        };
        if (role != null)
            messages.Add(
                Message(role, attributes["content"] ?? attributes["gen_ai.event.content"] ?? attributes["body"]));
        else if (name == "gen_ai.choice")
            answers.Add(Message("assistant",
                attributes["message"] ?? attributes["content"] ?? attributes["gen_ai.event.content"]));
        else if (name is "gen_ai.content.prompt" or "gen_ai.content.completion"
            or "gen_ai.client.inference.operation.details")
            foreach (var (key, value) in attributes)
                flat.TryAdd(key, value?.DeepClone());
    }

    // A message event's content may be the whole message as JSON.
    private static JsonObject Message(JsonNode role, JsonNode? content) =>
        content is JsonValue value && value.TryGetValue<string>(out var text)
            && EmbeddedJson.TryParse(text, out var json) && json.ValueKind == JsonValueKind.Object
            && json.TryGetProperty("content", out var inner)
            ? new() { ["role"] = role, ["content"] = JsonSerializer.SerializeToNode(inner) }
            : new() { ["role"] = role, ["content"] = Parts(content) };

    // Content of several parts, as older conventions write it: a list in a text.
    private static JsonNode? Parts(JsonNode? content) =>
        content is JsonValue value && value.TryGetValue<string>(out var text)
            && EmbeddedJson.TryParse(text, out var json) && json.ValueKind == JsonValueKind.Array
            && json.EnumerateArray().Any(part => part.ValueKind == JsonValueKind.Object && LogFormats.Has(part, "type"))
            ? JsonSerializer.SerializeToNode(json)
            : content?.DeepClone();

    /// <summary>Attributes as OTLP has them (a list of key and typed value), or as a plain object.</summary>
    private static void AddAttributes(JsonObject flat, JsonElement owner)
    {
        if (owner.ValueKind != JsonValueKind.Object || !owner.TryGetProperty("attributes", out var attributes))
            return;
        if (attributes.ValueKind == JsonValueKind.Object)
            foreach (var attribute in attributes.EnumerateObject())
                flat[attribute.Name] = JsonSerializer.SerializeToNode(attribute.Value);
        else if (attributes.ValueKind == JsonValueKind.Array)
            foreach (var attribute in attributes.EnumerateArray())
                if (Text(attribute, "key") is { } key && attribute.TryGetProperty("value", out var value))
                    flat[key] = OtlpValue.ToNode(value);
    }

    private static JsonElement[] Items(JsonElement owner, params string[] keys)
    {
        foreach (var key in keys)
            if (owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(key, out var items)
                && items.ValueKind == JsonValueKind.Array)
                return [.. items.EnumerateArray()];
        return [];
    }

    private static string? Text(JsonElement owner, params string[] keys)
    {
        foreach (var key in keys)
            if (owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(key, out var value)
                && FieldValues.Text(value) is { } text)
                return text;
        return null;
    }
}
