namespace Scanner.Ingest.Formats;

/// <summary>
/// OpenTelemetry spans of generative AI: OTLP JSON (<c>resourceSpans</c>) as the collector's file exporter writes it,
/// and
/// single spans as the console exporters print them. Attribute names of all conventions: <c>gen_ai.input.messages</c>
/// and
/// <c>gen_ai.system_instructions</c>; events such as <c>gen_ai.user.message</c>; <c>gen_ai.prompt.0.content</c>.
/// Spans without a prompt (of databases, of web servers) are not requests; a record without any is counted.
/// </summary>
internal static class OpenTelemetryFormat
{
    /// <summary>The format. Its records are spans made flat by <see cref="OpenTelemetrySpans"/>.</summary>
    public static LogFormat Format { get; } = new(
        "OpenTelemetry", OpenTelemetrySpans.Fits, new Dictionary<Field, string[]>
        {
            [Field.RequestId] = [OpenTelemetrySpans.SpanKey],
            [Field.Timestamp] = [OpenTelemetrySpans.StartKey],
            [Field.Account] =
            [
                "user.id", "enduser.id", "gen_ai.user.id", "user.account_id", "enduser.pseudo.id",
                "gen_ai.request.user", "llm.user", "user",
            ],
            [Field.Org] = ["organization.id", "org.id", "tenant.id", "enduser.org_id"],
            [Field.ApiKey] = ["api_key.hash", "gen_ai.api_key.hash"],
            [Field.Ip] = ["client.address", "source.address", "http.client_ip"],
            [Field.Asn] = ["client.as.number"],
            [Field.Country] = ["client.geo.country.iso_code", "geo.country.iso_code"],
            [Field.UserAgent] = ["user_agent.original", "http.user_agent"],
            [Field.Model] = ["gen_ai.request.model", "llm.request.model", "gen_ai.response.model"],
            [Field.SystemPrompt] = ["gen_ai.system_instructions"],
            [Field.Messages] = ["gen_ai.input.messages", OpenTelemetrySpans.MessagesKey, "gen_ai.prompt"],
            [Field.MaxTokens] = ["gen_ai.request.max_tokens", "llm.request.max_tokens"],
            [Field.Temperature] = ["gen_ai.request.temperature", "llm.request.temperature"],
            [Field.Tools] = ["gen_ai.tool.definitions", "gen_ai.request.tools", OpenTelemetrySpans.ToolsKey],
            [Field.TokensIn] = ["gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens"],
            [Field.TokensOut] = ["gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens"],
            [Field.Status] = ["http.response.status_code", "http.status_code"],
            [Field.Response] =
                ["gen_ai.output.messages", OpenTelemetrySpans.AnswersKey, "gen_ai.completion", "gen_ai.response"],
        })
    {
        Expand = OpenTelemetrySpans.Expand,
        AccountAdvice = "Set the attribute user.id or enduser.id, or map another one with --map account=ATTRIBUTE",
    };
}
