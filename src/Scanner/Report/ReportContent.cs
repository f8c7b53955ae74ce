namespace Scanner.Report;

/// <summary>All that a report shows, in memory.</summary>
public sealed record ReportContent
{
    /// <summary>The campaigns and what was cleared.</summary>
    public required CampaignFile Found { get; init; }

    /// <summary>What every campaign's part of the page needs besides, in the order of the campaigns.</summary>
    public required IReadOnlyList<CampaignDetail> Details { get; init; }

    /// <summary>All requests over time; null when no request bears a time.</summary>
    public required TimeSeries? Traffic { get; init; }

    /// <summary>Releases of models within the time span.</summary>
    public required IReadOnlyList<ModelRelease> Releases { get; init; }

    /// <summary>How the scan was made, from first stage to last.</summary>
    public required IReadOnlyList<StageFact> Stages { get; init; }

    /// <summary>Lines of the logs that could not be read.</summary>
    public required long Rejects { get; init; }

    /// <summary>The embedding model's name; null when not recorded.</summary>
    public string? Model { get; init; }

    /// <summary>What computed the vectors and the pairs, such as "cpu"; null when not recorded.</summary>
    public string? Device { get; init; }

    /// <summary>Least similarity of a pair; null when not recorded.</summary>
    public double? Threshold { get; init; }

    /// <summary>The command that makes this run again; null when the inputs are not recorded.</summary>
    public string? Command { get; init; }
}

/// <summary>What the page shows of one campaign besides what <c>campaigns.json</c> says.</summary>
/// <param name="Counts">[bins of the traffic] requests of the campaign.</param>
/// <param name="Bans">Days on which accounts of the campaign were banned.</param>
/// <param name="Examples">A few requests, of different accounts.</param>
/// <param name="Registrations">What is known about accounts of the campaign, by account.</param>
/// <param name="Shared">What accounts of the campaign have in common.</param>
/// <param name="Countries">Where requests came from: context, never evidence.</param>
public sealed record CampaignDetail(
    IReadOnlyList<long> Counts, IReadOnlyList<BanDay> Bans, IReadOnlyList<ExampleRequest> Examples,
    IReadOnlyDictionary<string, Registration> Registrations, IReadOnlyList<SharedTrait> Shared,
    IReadOnlyList<TraitValue> Countries)
{
    /// <summary>A campaign of which nothing more is known.</summary>
    public static CampaignDetail Empty { get; } =
        new([], [], [], new Dictionary<string, Registration>(), [], []);
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

/// <summary>What a log's side table says of an account.</summary>
public sealed record Registration(string? Org, DateTime? CreatedAt, string? Plan, string? EmailDomain, DateTime? BannedAt);

/// <summary>One trait, such as the payment method, and the values of it that several accounts of a campaign share.</summary>
/// <param name="Name">The trait in words.</param>
/// <param name="Distinct">How many values it takes in the campaign.</param>
/// <param name="Values">The most shared values, most accounts first.</param>
public sealed record SharedTrait(string Name, long Distinct, IReadOnlyList<TraitValue> Values);

/// <summary>A value of a trait.</summary>
/// <param name="Value">The value, such as 198.51.100.0/24.</param>
/// <param name="Accounts">Accounts of the campaign that have it.</param>
/// <param name="Elsewhere">Accounts outside the campaign that have it.</param>
/// <param name="Requests">Requests of the campaign that have it.</param>
public sealed record TraitValue(string Value, long Accounts, long Elsewhere, long Requests);

/// <summary>A stage as it was run.</summary>
public sealed record StageFact(string Name, int Version, string Fingerprint, string Options);
