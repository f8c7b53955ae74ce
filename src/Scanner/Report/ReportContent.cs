using System.Collections.Immutable;
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

    /// <summary>[bins of the traffic] requests that belong to no campaign.</summary>
    public required IReadOnlyList<long> Outside { get; init; }

    /// <summary>Templates on a map of the embedding space, those with most requests first.</summary>
    public required IReadOnlyList<MapPoint> Map { get; init; }

    /// <summary>[campaigns] the others that each overlaps with.</summary>
    public required IReadOnlyList<IReadOnlyList<Overlap>> Overlaps { get; init; }

    /// <summary>How the scan was made.</summary>
    public required ScanFacts Scan { get; init; }

    /// <summary>Whether an account was banned, as far as the side table says.</summary>
    internal bool IsBanned(CampaignAccount account) =>
        Registrations.GetValueOrDefault(account.Id)?.BannedAt is not null;

    /// <summary>How much of the page each campaign gets.</summary>
    internal FairShare Share => new([.. Found.Campaigns.Select(campaign => campaign.Accounts.Count)]);
}

/// <summary>A template on the map.</summary>
/// <param name="Template">Template, as in assignments.</param>
/// <param name="X">On the first principal axis, in [0, 1].</param>
/// <param name="Y">On the second.</param>
/// <param name="Requests">Requests that hold it.</param>
/// <param name="Accounts">Accounts that sent those.</param>
/// <param name="Campaign">The campaign that it belongs to; null for none.</param>
/// <param name="Cleared">Whether it was considered and cleared.</param>
/// <param name="Title">Its fixed wording in a line.</param>
public sealed record MapPoint(
    string Template, double X, double Y, long Requests, int Accounts, string? Campaign, bool Cleared, string Title);

/// <summary>What a campaign shares with another.</summary>
/// <param name="Campaign">The other one.</param>
/// <param name="Accounts">Accounts in both.</param>
/// <param name="Values">Payment methods and address blocks in both that are rare elsewhere.</param>
public sealed record Overlap(string Campaign, int Accounts, IReadOnlyList<string> Values);

/// <summary>How a scan was made.</summary>
/// <param name="Rejects">Lines of the logs that could not be read.</param>
/// <param name="Model">The embedding model's name; null when not recorded.</param>
/// <param name="Device">What computed the vectors and the pairs, such as "cpu, simd"; null when not recorded.</param>
/// <param name="Threshold">Least similarity of a pair; null when not recorded.</param>
/// <param name="LeastScore">Least score of a reported campaign, in nats; null when not recorded.</param>
/// <param name="Command">The command that makes this run again; null when the inputs are not recorded.</param>
/// <param name="Stages">The stages, first to last.</param>
public sealed record ScanFacts(
    long Rejects, string? Model, string? Device, double? Threshold, double? LeastScore, string? Command,
    IReadOnlyList<StageFact> Stages);

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

    /// <summary>When accounts, evenly chosen, were active, in the order of their first request.</summary>
    public IReadOnlyList<AccountActivity> Activity { get; init; } = [];

    /// <summary>What ties accounts to others of the campaign, by account; many have none.</summary>
    public IReadOnlyDictionary<string, Tie> Ties { get; init; } = ImmutableDictionary<string, Tie>.Empty;

    /// <summary>How many accounts, those with most requests, <see cref="SharedTrait.Holders"/> tells of.</summary>
    public int MatrixColumns { get; init; }
}

/// <summary>What an account has in common with others of its campaign, and few outside it have.</summary>
/// <param name="Trait">Such as the payment method.</param>
/// <param name="Value">The value, masked.</param>
/// <param name="Accounts">Accounts of the campaign that have it.</param>
public sealed record Tie(string Trait, string Value, long Accounts);

/// <summary>When an account sent requests of a campaign.</summary>
/// <param name="Account">The account.</param>
/// <param name="Bins">Bins of the traffic in which it did, ascending.</param>
public sealed record AccountActivity(string Account, IReadOnlyList<BinCount> Bins);

/// <summary>Requests in a bin of time, 0-based.</summary>
public readonly record struct BinCount(int Bin, int Count);

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

/// <summary>A request as an example, its texts cut into fixed wording and what was filled in.</summary>
public sealed record ExampleRequest(
    string RequestId, string Account, string Template, DateTime? At, string? Model, IReadOnlyList<Passage> System,
    IReadOnlyList<Passage> Prompt);

/// <summary>What is known of an account: from the side table, else from its requests.</summary>
public sealed record Registration(string? Org, DateTime? CreatedAt, string? Plan, DateTime? BannedAt);

/// <summary>
/// One trait, such as the payment method, and the values of it that several accounts of a campaign share.
/// </summary>
/// <param name="Name">The trait in words.</param>
/// <param name="Distinct">How many values it takes in the campaign.</param>
/// <param name="Values">The most shared values, most accounts first.</param>
public sealed record SharedTrait(string Name, long Distinct, IReadOnlyList<TraitValue> Values)
{
    /// <summary>Name of the trait whose values are means of payment.</summary>
    public const string Payment = "Payment id";

    /// <summary>Name of the trait whose values are blocks of addresses, 198.51.100.0/24.</summary>
    public const string AddressBlock = "Address block";

    /// <summary>Name of the trait whose values are autonomous systems, AS64500.</summary>
    public const string Network = "Network";

    /// <summary>Name of the trait whose values are user agents.</summary>
    public const string Client = "Client";

    /// <summary>Name of the trait whose values are domains of mail addresses.</summary>
    public const string MailDomain = "Mail domain";

    /// <summary>
    /// [values] the accounts that have each, as 0-based columns of the campaign's matrix, ascending; empty where it has
    /// none.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<int>> Holders { get; init; } = [];
}

/// <summary>A value of a trait.</summary>
/// <param name="Value">The value, such as 198.51.100.0/24.</param>
/// <param name="Accounts">Accounts of the campaign that have it.</param>
/// <param name="Elsewhere">Accounts outside the campaign that have it.</param>
public sealed record TraitValue(string Value, long Accounts, long Elsewhere);
