namespace Scanner.Ingest.Formats;

/// <summary>One flat record per request, under the names of this program or the common other ones.</summary>
internal static class CanonicalFormat
{
    /// <summary>The format.</summary>
    public static LogFormat Format { get; } = new("canonical", _ => true, new Dictionary<Field, string[]>
    {
        [Field.RequestId] = ["request_id", "requestId", "id", "trace_id"],
        [Field.Timestamp] = ["timestamp", "ts", "time", "created_at", "createdAt", "created", "date", "datetime"],
        [Field.Account] = ["account_id", "account", "accountId", "user_id", "userId", "user", "user.id", "customer_id"],
        [Field.Org] = ["org_id", "org", "organization_id", "organization", "orgId", "team_id", "tenant_id", "tenant"],
        [Field.ApiKey] = ["api_key_hash", "api_key", "api_key_id", "key_id", "apiKeyId"],
        [Field.Payment] = ["payment_hash", "payment", "payment_id", "payment_method"],
        [Field.Ip] = ["ip", "ip_address", "client_ip", "remote_addr", "clientIp"],
        [Field.Asn] = ["asn", "as_number"],
        [Field.Country] = ["country", "country_code"],
        [Field.UserAgent] = ["user_agent", "userAgent", "client", "useragent"],
        [Field.Plan] = ["plan", "tier", "subscription"],
        [Field.Model] = ["model", "model_name", "model_id"],
        [Field.SystemPrompt] = ["system_prompt", "system", "instructions", "systemPrompt"],
        [Field.Prompt] = ["prompt", "text", "input", "query", "prompt_text", "user_prompt"],
        [Field.Messages] = ["messages", "conversation", "request.messages", "body.messages"],
        [Field.MaxTokens] = ["max_tokens", "max_output_tokens", "max_completion_tokens", "maxTokens"],
        [Field.Temperature] = ["temperature"],
        [Field.Tools] = ["tools", "tool_names", "functions"],
        [Field.TokensIn] = ["tokens_in", "prompt_tokens", "input_tokens", "usage.prompt_tokens", "usage.input_tokens"],
        [Field.TokensOut] =
            ["tokens_out", "completion_tokens", "output_tokens", "usage.completion_tokens", "usage.output_tokens"],
        [Field.Status] = ["status", "status_code", "http_status"],
        [Field.Response] = ["response_text", "response", "completion", "output", "answer", "response_body"],
    });
}
