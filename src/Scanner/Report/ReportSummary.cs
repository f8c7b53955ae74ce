namespace Scanner.Report;

/// <summary>What a report says in short; <see cref="TerminalSummary"/> puts it in words.</summary>
public sealed record ReportSummary
{
    /// <summary>Requests scanned.</summary>
    public required long Requests { get; init; }

    /// <summary>Accounts that sent them.</summary>
    public required long Accounts { get; init; }

    /// <summary>Accounts in any campaign.</summary>
    public required int InCampaigns { get; init; }

    /// <summary>Time of the first request, ISO 8601, UTC; null where the log has no times.</summary>
    public required string? FirstSeen { get; init; }

    /// <summary>Time of the last request.</summary>
    public required string? LastSeen { get; init; }

    /// <summary>The false-discovery rate at which the campaigns are reported.</summary>
    public required double Fdr { get; init; }

    /// <summary>Log lines that could not be read.</summary>
    public required long Rejects { get; init; }

    /// <summary>Templates that looked alike and were cleared.</summary>
    public required int Cleared { get; init; }

    /// <summary>The campaigns, strongest first.</summary>
    public required IReadOnlyList<CampaignLine> Campaigns { get; init; }
}

/// <summary>A campaign in a line.</summary>
/// <param name="Id">Campaign.</param>
/// <param name="Score">Log-likelihood ratio, in nats.</param>
/// <param name="Confidence">high, medium or low.</param>
/// <param name="Accounts">Its accounts.</param>
/// <param name="Requests">Its requests.</param>
/// <param name="FirstSeen">Time of its first request, ISO 8601, UTC.</param>
/// <param name="LastSeen">Time of its last request.</param>
/// <param name="Wording">The beginning of its fixed wording, masked.</param>
/// <param name="Why">The channels of evidence that say most, in words.</param>
/// <param name="LookFirst">The accounts to look at first, under the names asked for.</param>
/// <param name="Clearing">What would take the strongest evidence away; empty where nothing is known that would.</param>
public sealed record CampaignLine(
    string Id, double Score, string Confidence, int Accounts, int Requests, string? FirstSeen, string? LastSeen,
    string Wording, IReadOnlyList<string> Why, IReadOnlyList<string> LookFirst,
    string Clearing = "")
{
    /// <summary>Public harnesses and agents whose wording it holds.</summary>
    public IReadOnlyList<string> KnownAs { get; init; } = [];
}
