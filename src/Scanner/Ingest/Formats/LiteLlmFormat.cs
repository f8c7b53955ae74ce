namespace Scanner.Ingest.Formats;

/// <summary>
/// Spend logs of the LiteLLM proxy: rows of the table LiteLLM_SpendLogs (<c>startTime</c>, <c>call_type</c>), and the
/// logging payload that its callbacks write (<c>call_type</c>, <c>model_parameters</c>,
/// <c>metadata.user_api_key_…</c>). Prompts are there only with
/// <c>store_prompts_in_spend_logs</c>.
/// </summary>
internal static class LiteLlmFormat
{
    /// <summary>The format.</summary>
    public static LogFormat Format { get; } = new(
        "LiteLLM",
        record => LogFormats.Has(record, "call_type")
            && (LogFormats.Has(record, "startTime") || LogFormats.Has(record, "response_cost")),
        new Dictionary<Field, string[]>
        {
            [Field.RequestId] = ["request_id", "id", "litellm_call_id"],
            [Field.Timestamp] = ["startTime", "start_time"],
            [Field.Account] =
            [
                "user", "metadata.user_api_key_user_id", "end_user", "metadata.user_api_key_end_user_id", "api_key",
                "metadata.user_api_key_hash",
            ],
            [Field.Org] =
            [
                "organization_id", "metadata.user_api_key_org_id", "team_id", "metadata.user_api_key_team_id",
            ],
            [Field.ApiKey] = ["api_key", "metadata.user_api_key_hash", "metadata.user_api_key"],
            [Field.Ip] = ["requester_ip_address", "metadata.requester_ip_address"],
            [Field.UserAgent] = ["metadata.user_agent", "metadata.requester_custom_headers.user-agent"],
            [Field.Model] = ["model", "model_group"],
            [Field.Messages] = ["messages", "proxy_server_request.messages", "proxy_server_request.body.messages"],
            [Field.SystemPrompt] = ["proxy_server_request.system", "proxy_server_request.body.system"],
            [Field.MaxTokens] = ["model_parameters.max_tokens", "proxy_server_request.max_tokens"],
            [Field.Temperature] = ["model_parameters.temperature", "proxy_server_request.temperature"],
            [Field.Tools] = ["model_parameters.tools", "proxy_server_request.tools"],
            [Field.TokensIn] = ["prompt_tokens"],
            [Field.TokensOut] = ["completion_tokens"],
            [Field.Status] = ["status", "metadata.status"],
            [Field.Response] = ["response"],
        })
    {
        AccountAdvice = "Give keys a user, or map another field with --map account=FIELD",
    };
}
