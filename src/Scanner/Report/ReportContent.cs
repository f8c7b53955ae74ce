using Scanner.Score;

namespace Scanner.Report;

/// <summary>All that a report shows, in memory.</summary>
public sealed record ReportContent
{
    /// <summary>The campaigns and what was cleared.</summary>
    public required CampaignSet Found { get; init; }

    /// <summary>What the page shows of each campaign besides, in the order of the campaigns.</summary>
    public required IReadOnlyList<CampaignDetail> Details { get; init; }

    /// <summary>What is known about the accounts of the campaigns, by account.</summary>
    public required IReadOnlyDictionary<string, Registration> Registrations { get; init; }

    /// <summary>All requests over time; null when no request bears a time.</summary>
    public required TimeSeries? Traffic { get; init; }

    /// <summary>Releases of models within the time span.</summary>
    public required IReadOnlyList<ModelRelease> Releases { get; init; }

    /// <summary>How the scan was made.</summary>
    public required ScanFacts Scan { get; init; }
}

/// <summary>How a scan was made.</summary>
/// <param name="Rejects">Lines of the logs that could not be read.</param>
/// <param name="Model">The embedding model's name; null when not recorded.</param>
/// <param name="Device">What computed the vectors and the pairs, such as "cpu, simd"; null when not recorded.</param>
/// <param name="Threshold">Least similarity of a pair; null when not recorded.</param>
/// <param name="Command">The command that makes this run again; null when the inputs are not recorded.</param>
/// <param name="Stages">The stages, first to last.</param>
public sealed record ScanFacts(
    long Rejects, string? Model, string? Device, double? Threshold, string? Command, IReadOnlyList<StageFact> Stages);

/// <summary>A stage as it was run; its options as JSON.</summary>
public sealed record StageFact(string Name, int Version, string Fingerprint, string Options);

/// <summary>What the page shows of one campaign besides what <c>campaigns.json</c> says.</summary>
/// <param name="Counts">[bins of the traffic] requests of the campaign; empty when nothing bears a time.</param>
/// <param name="Bans">Days on which accounts of the campaign were banned, within the time span.</param>
/// <param name="Examples">A few requests, of different accounts.</param>
/// <param name="Shared">What accounts of the campaign have in common.</param>
/// <param name="Countries">Where their requests came from: context, never evidence.</param>
public sealed record CampaignDetail(
    IReadOnlyList<long> Counts, IReadOnlyList<BanDay> Bans, IReadOnlyList<ExampleRequest> Examples,
    IReadOnlyList<SharedTrait> Shared, IReadOnlyList<TraitValue> Countries)
{
    /// <summary>A campaign of which nothing more is known.</summary>
    public static CampaignDetail Empty { get; } = new([], [], [], [], []);
}

/// <summary>Counts over equal bins of time.</summary>
/// <param name="Start">Start of the first bin, UTC.</param>
/// <param name="BinHours">Length of a bin in hours.</param>
/// <param name="Counts">[bins] requests in each bin.</param>
public sealed record TimeSeries(DateTime Start, int BinHours, IReadOnlyList<long> Counts)
{
    /// <summary>End of the last bin, UTC.</summary>
    public DateTime End => Start.AddHours((double)BinHours * Counts.Count);
}

/// <summary>A model became available.</summary>
public sealed record ModelRelease(string Model, DateTime ReleasedAt);

/// <summary>Accounts were banned on a day.</summary>
public sealed record BanDay(DateTime Day, long Accounts);

/// <summary>A request as an example, its texts as masked excerpts.</summary>
public sealed record ExampleRequest(
    string RequestId, string Account, string Template, DateTime? At, string? Model, Excerpt? System, Excerpt Prompt);

/// <summary>What is known of an account: from the side table, else from its requests.</summary>
public sealed record Registration(string? Org, DateTime? CreatedAt, string? Plan, DateTime? BannedAt);

/// <summary>
/// One trait, such as the payment method, and the values of it that several accounts of a campaign share.
/// </summary>
/// <param name="Name">The trait in words.</param>
/// <param name="Distinct">How many values it takes in the campaign.</param>
/// <param name="Values">The most shared values, most accounts first.</param>
public sealed record SharedTrait(string Name, long Distinct, IReadOnlyList<TraitValue> Values);

/// <summary>A value of a trait.</summary>
/// <param name="Value">The value, such as 198.51.100.0/24.</param>
/// <param name="Accounts">Accounts of the campaign that have it.</param>
/// <param name="Elsewhere">Accounts outside the campaign that have it.</param>
public sealed record TraitValue(string Value, long Accounts, long Elsewhere);
