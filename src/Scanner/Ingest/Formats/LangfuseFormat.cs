using System.Text.Json;
using System.Text.Json.Nodes;

namespace Scanner.Ingest.Formats;

/// <summary>
/// Exports of Langfuse: observations (with <c>traceId</c> and <c>modelParameters</c>), traces, and traces that hold
/// their
/// observations, of which each generation is a request. Export traces or observations, not both: they hold the same
/// prompts.
/// </summary>
internal static class LangfuseFormat
{
    /// <summary>The format.</summary>
    public static LogFormat Format { get; } = new(
        "Langfuse",
        record => LogFormats.Has(record, "input") && (IsObservation(record) || IsTrace(record)),
        new Dictionary<Field, string[]>
        {
            [Field.RequestId] = ["id"],
            [Field.Timestamp] = ["startTime", "start_time", "timestamp", "trace.timestamp", "createdAt"],
            [Field.Account] =
            [
                "userId", "user_id", "trace.userId", "trace.user_id", "traceUserId", "metadata.user_id",
                "metadata.userId",
            ],
            [Field.Org] = ["metadata.org_id", "metadata.organization_id", "trace.metadata.org_id"],
            [Field.ApiKey] = ["metadata.api_key_hash"],
            [Field.Ip] = ["metadata.ip", "trace.metadata.ip"],
            [Field.UserAgent] = ["metadata.user_agent", "trace.metadata.user_agent"],
            [Field.Model] = ["model", "providedModelName", "provided_model_name", "modelId"],
            [Field.Messages] = ["input"],
            [Field.MaxTokens] =
            [
                "modelParameters.max_tokens", "modelParameters.max_completion_tokens", "modelParameters.maxTokens",
                "model_parameters.max_tokens",
            ],
            [Field.Temperature] = ["modelParameters.temperature", "model_parameters.temperature"],
            [Field.Tools] = ["input.tools", "modelParameters.tools", "metadata.tools"],
            [Field.TokensIn] =
            [
                "usageDetails.input", "usage.input", "usage.promptTokens", "promptTokens", "inputUsage",
                "usage_details.input",
            ],
            [Field.TokensOut] =
            [
                "usageDetails.output", "usage.output", "usage.completionTokens", "completionTokens", "outputUsage",
                "usage_details.output",
            ],
            [Field.Status] = ["level"],
            [Field.Response] = ["output"],
        })
    {
        Expand = Expand,
        AccountAdvice = "Langfuse knows users by the trace's userId: export traces with their observations, "
            + "or map another field with --map account=FIELD",
    };

    private static bool IsObservation(JsonElement record) =>
        (LogFormats.Has(record, "traceId", "type") && LogFormats.Has(record, "startTime"))
        || (LogFormats.Has(record, "trace_id", "type") && LogFormats.Has(record, "start_time"));

    private static bool IsTrace(JsonElement record) =>
        LogFormats.Has(record, "observations")
        || LogFormats.Has(record, "userId", "sessionId", "timestamp", "name")
        || LogFormats.Has(record, "user_id", "session_id", "timestamp", "name");

    private static JsonElement[] Expand(JsonElement record)
    {
        if (record.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String
            && !IsGeneration(type.GetString()!))
            return [];
        if (!record.TryGetProperty("observations", out var observations)
            || observations.ValueKind != JsonValueKind.Array)
            return [record];
        var generations = observations.EnumerateArray()
            .Where(item => item.ValueKind == JsonValueKind.Object
                && item.TryGetProperty("type", out var kind) && IsGeneration(kind.ToString()))
            .ToArray();
        // A list of ids, or no generation among them: the trace itself is all there is.
        return generations.Length == 0 ? [record] : Array.ConvertAll(generations, item => WithTrace(item, record));
    }

    private static bool IsGeneration(string type) => type.Equals("GENERATION", StringComparison.OrdinalIgnoreCase);

    private static JsonElement WithTrace(JsonElement observation, JsonElement trace)
    {
        var merged = JsonObject.Create(observation)!;
        var outer = JsonObject.Create(trace)!.DeepClone().AsObject();
        outer.Remove("observations");
        merged["trace"] = outer;
        return JsonSerializer.SerializeToElement(merged);
    }
}
