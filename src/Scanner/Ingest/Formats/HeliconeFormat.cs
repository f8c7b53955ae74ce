namespace Scanner.Ingest.Formats;

/// <summary>Request exports of Helicone: JSON, JSON lines or CSV, with bodies included.</summary>
internal static class HeliconeFormat
{
    /// <summary>The format.</summary>
    public static LogFormat Format { get; } = new(
        "Helicone",
        record => LogFormats.Has(record, "request_body")
            || LogFormats.Has(record, "request_created_at"),
        new Dictionary<Field, string[]>
        {
            [Field.RequestId] = ["request_id"],
            [Field.Timestamp] = ["request_created_at", "created_at"],
            [Field.Account] =
            [
                "request_user_id", "user_id", "request_properties.Helicone-User-Id", "request_body.user",
            ],
            [Field.Org] = ["organization_id", "request_properties.org_id"],
            [Field.ApiKey] = ["helicone_api_key_id", "auth_hash"],
            [Field.Ip] = ["request_ip"],
            [Field.Country] = ["country_code"],
            [Field.UserAgent] = ["request_properties.user_agent"],
            [Field.Model] = ["request_model", "model", "request_body.model", "response_model"],
            [Field.SystemPrompt] = ["request_body.system", "request_body.instructions"],
            [Field.Messages] = ["request_body.messages", "request_body.input", "request_body.prompt", "request_prompt"],
            [Field.MaxTokens] =
            [
                "request_body.max_completion_tokens", "request_body.max_output_tokens", "request_body.max_tokens",
            ],
            [Field.Temperature] = ["request_body.temperature"],
            [Field.Tools] = ["request_body.tools"],
            [Field.TokensIn] =
            [
                "prompt_tokens", "response_body.usage.prompt_tokens", "response_body.usage.input_tokens",
            ],
            [Field.TokensOut] =
            [
                "completion_tokens", "response_body.usage.completion_tokens", "response_body.usage.output_tokens",
            ],
            [Field.Status] = ["response_status"],
            [Field.Response] = ["response_body", "response_prompt", "response"],
        })
    {
        AccountAdvice = "Helicone knows users by the header Helicone-User-Id; "
            + "or map another field with --map account=FIELD",
    };
}
