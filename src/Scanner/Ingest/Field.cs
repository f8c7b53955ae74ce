namespace Scanner.Ingest;

/// <summary>The fields of the canonical request.</summary>
public enum Field
{
    /// <summary>Id of the request; made of file and line where missing.</summary>
    RequestId,

    /// <summary>When the request arrived.</summary>
    Timestamp,

    /// <summary>Who sent it. Required.</summary>
    Account,

    /// <summary>Organisation of the account.</summary>
    Org,

    /// <summary>Pseudonym of the API key.</summary>
    ApiKey,

    /// <summary>Pseudonym of the means of payment.</summary>
    Payment,

    /// <summary>Client address.</summary>
    Ip,

    /// <summary>Autonomous system of the address.</summary>
    Asn,

    /// <summary>Country: context, never evidence.</summary>
    Country,

    /// <summary>Client software.</summary>
    UserAgent,

    /// <summary>Plan of the account.</summary>
    Plan,

    /// <summary>Model asked for.</summary>
    Model,

    /// <summary>System prompt as one text.</summary>
    SystemPrompt,

    /// <summary>Prompt as one text.</summary>
    Prompt,

    /// <summary>
    /// A list of messages: gives the system prompt and the prompt where these have no field of their own.
    /// </summary>
    Messages,

    /// <summary>Greatest number of tokens to answer with.</summary>
    MaxTokens,

    /// <summary>Sampling temperature.</summary>
    Temperature,

    /// <summary>Tools offered, by name.</summary>
    Tools,

    /// <summary>Tokens of the prompt.</summary>
    TokensIn,

    /// <summary>Tokens of the answer.</summary>
    TokensOut,

    /// <summary>HTTP status.</summary>
    Status,

    /// <summary>What the model answered. Only fingerprints of it are kept.</summary>
    Response,
}
