namespace Scanner.Ingest.Formats;

/// <summary>
/// Input files of the batch interfaces of OpenAI (<c>custom_id</c>, <c>body</c>: chat completions, responses,
/// embeddings)
/// and Anthropic (<c>custom_id</c>, <c>params</c>). They name no account, except where the caller put one into the
/// request;
/// and no time.
/// </summary>
internal static class BatchFormats
{
    private const string Advice =
        "A batch file names its sender only in user or metadata.user_id: add one, or map it with --map account=FIELD";

    /// <summary>OpenAI's.</summary>
    public static LogFormat OpenAi { get; } = new(
        "OpenAI batch", record => LogFormats.Has(record, "custom_id", "body"), Paths("body"))
    {
        AccountAdvice = Advice,
    };

    /// <summary>Anthropic's.</summary>
    public static LogFormat Anthropic { get; } = new(
        "Anthropic batch", record => LogFormats.Has(record, "custom_id", "params"), Paths("params"))
    {
        AccountAdvice = Advice,
    };

    private static Dictionary<Field, string[]> Paths(string inner) => new()
    {
        [Field.RequestId] = ["custom_id"],
        [Field.Timestamp] = ["timestamp", "created_at"],
        [Field.Account] =
        [
            "account_id", "account", "user_id", $"{inner}.user", $"{inner}.metadata.user_id",
            $"{inner}.safety_identifier",
        ],
        [Field.Org] = ["org_id", "organization_id", $"{inner}.metadata.org_id"],
        [Field.Model] = [$"{inner}.model"],
        [Field.SystemPrompt] = [$"{inner}.system", $"{inner}.instructions"],
        [Field.Messages] = [$"{inner}.messages", $"{inner}.input", $"{inner}.prompt"],
        [Field.MaxTokens] = [$"{inner}.max_completion_tokens", $"{inner}.max_output_tokens", $"{inner}.max_tokens"],
        [Field.Temperature] = [$"{inner}.temperature"],
        [Field.Tools] = [$"{inner}.tools"],
        // Batch files hold requests; who joined results to them has these.
        [Field.Response] = ["response", "result"],
    };
}
