namespace Scanner.Ingest;

/// <summary>One logged request in canonical form. Empty texts are null.</summary>
public sealed record LogRequest
{
    /// <summary>Id of the request.</summary>
    public required string RequestId { get; init; }

    /// <summary>Microseconds since 1970 UTC; null where missing or not readable.</summary>
    public long? TimestampMicros { get; init; }

    /// <summary>Who sent it.</summary>
    public required string Account { get; init; }

    /// <summary>Organisation of the account, where the request names it.</summary>
    public string? Org { get; init; }

    /// <summary>Pseudonym of the API key.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Pseudonym of the means of payment.</summary>
    public string? Payment { get; init; }

    /// <summary>Client address.</summary>
    public string? Ip { get; init; }

    /// <summary>Autonomous system number.</summary>
    public string? Asn { get; init; }

    /// <summary>Country: context, never evidence.</summary>
    public string? Country { get; init; }

    /// <summary>Client software.</summary>
    public string? UserAgent { get; init; }

    /// <summary>Plan of the account.</summary>
    public string? Plan { get; init; }

    /// <summary>Model asked for.</summary>
    public string? Model { get; init; }

    /// <summary>System and developer messages, joined by a blank line.</summary>
    public string? SystemPrompt { get; init; }

    /// <summary>The prompt; of a conversation its last user message.</summary>
    public string? Prompt { get; init; }

    /// <summary>Greatest number of tokens to answer with.</summary>
    public long? MaxTokens { get; init; }

    /// <summary>Sampling temperature.</summary>
    public double? Temperature { get; init; }

    /// <summary>Names of the tools offered, joined by commas.</summary>
    public string? Tools { get; init; }

    /// <summary>Tokens of the prompt.</summary>
    public long? TokensIn { get; init; }

    /// <summary>Tokens of the answer.</summary>
    public long? TokensOut { get; init; }

    /// <summary>HTTP status.</summary>
    public int? Status { get; init; }

    /// <summary>What the model answered, as one text.</summary>
    public string? Response { get; init; }

    /// <summary>The file it was read from, as the user named it.</summary>
    public required string File { get; init; }

    /// <summary>1-based number of the line (of the row, in Parquet) where it starts.</summary>
    public required long Line { get; init; }
}
