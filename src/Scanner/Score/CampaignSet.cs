using System.Text.Json;
using System.Text.Json.Serialization;
using Scanner.Cluster;
using Scanner.Score.Capabilities;
using Scanner.Score.Shift;

namespace Scanner.Score;

/// <summary>
/// What campaigns.json holds: the campaigns of a run, the strongest first, and what was considered and cleared.
/// </summary>
public sealed record CampaignSet
{
    /// <summary>Version of the layout; fields are added under one version, never changed.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>What was looked at.</summary>
    public required ScannedTotals Scanned { get; init; }

    /// <summary>The false-discovery rate at which spread was called significant.</summary>
    public required double Fdr { get; init; }

    /// <summary>The campaigns, the strongest first.</summary>
    public required IReadOnlyList<Campaign> Campaigns { get; init; }

    /// <summary>How prompts changed against the beginning of the log; null where it is too short.</summary>
    public TrafficShift? Shift { get; init; }

    /// <summary>Shared templates that are no campaigns, with the reason.</summary>
    public required IReadOnlyList<ConsideredTemplate> Considered { get; init; }

    /// <summary>How campaigns.json is written: snake_case, indented, plain text unescaped.</summary>
    public static JsonSerializerOptions Json { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };
}

/// <summary>Totals of a run.</summary>
/// <param name="Requests">Requests read.</param>
/// <param name="Accounts">Accounts that sent them.</param>
/// <param name="Actors">Organisations where known, else accounts.</param>
/// <param name="TemplatesTested">Templates, or groups of them, that enough actors carry.</param>
/// <param name="FirstSeen">Time of the first request, ISO 8601, UTC; null where the log has no times.</param>
/// <param name="LastSeen">Time of the last request.</param>
public sealed record ScannedTotals(
    int Requests, int Accounts, int Actors, int TemplatesTested, string? FirstSeen, string? LastSeen);

/// <summary>Accounts that carry the same templates together, and why they are reported.</summary>
/// <param name="Id">C01, C02, … by score.</param>
/// <param name="Score">Log-likelihood ratio of all channels together, in nats, the prior included.</param>
/// <param name="Confidence">high, medium or low.</param>
/// <param name="Requests">Requests with any of its templates.</param>
/// <param name="Accounts">Its accounts, by requests.</param>
/// <param name="Templates">Its templates, by requests.</param>
/// <param name="Capabilities">What it seems to extract, the clearest first; shown, not scored.</param>
/// <param name="Evidence">The channels that speak for it, the strongest first.</param>
/// <param name="Against">The channels that speak against it.</param>
/// <param name="FirstSeen">Time of its first request, ISO 8601, UTC.</param>
/// <param name="LastSeen">Time of its last request.</param>
public sealed record Campaign(
    string Id, double Score, string Confidence, int Requests, IReadOnlyList<CampaignAccount> Accounts,
    IReadOnlyList<CampaignTemplate> Templates, IReadOnlyList<string> Capabilities, IReadOnlyList<Evidence> Evidence,
    IReadOnlyList<Evidence> Against, string? FirstSeen, string? LastSeen)
{
    /// <summary>The capabilities with their confidence and the words that tell them, in the same order.</summary>
    public IReadOnlyList<Capability> CapabilityLabels { get; init; } = [];

    /// <summary>
    /// The share of the shift of all traffic that its accounts cause, of 1; null where nothing was compared.
    /// </summary>
    public double? ShiftShare { get; init; }

    /// <summary>Campaigns with which it has more in common than chance gives, the least probable first.</summary>
    public IReadOnlyList<CampaignLink> Linked { get; init; } = [];
}

/// <summary>An account of a campaign.</summary>
/// <param name="Id">Account.</param>
/// <param name="Requests">Its requests in the campaign.</param>
/// <param name="TotalRequests">All its requests; what lies outside the campaign never counts against it.</param>
/// <param name="FirstSeen">Time of its first request in the campaign.</param>
/// <param name="LastSeen">Time of its last one.</param>
public sealed record CampaignAccount(string Id, int Requests, int TotalRequests, string? FirstSeen, string? LastSeen);

/// <summary>A template of a campaign.</summary>
/// <param name="Id">Template, as in assignments.</param>
/// <param name="Kind">system, whole, head, tail or span: where in the request it stands.</param>
/// <param name="Skeleton">Fixed wording with slots in braces.</param>
/// <param name="Slots">The slots in the order of the skeleton.</param>
/// <param name="Requests">Requests that hold it.</param>
/// <param name="Accounts">Accounts that sent those.</param>
public sealed record CampaignTemplate(
    string Id, string Kind, string Skeleton, IReadOnlyList<Slot> Slots, int Requests, int Accounts)
{
    /// <summary>The public harness or agent whose wording it holds; null where none. It counts for nothing.</summary>
    public string? KnownAs { get; init; }
}

/// <summary>A template that many actors share and that is no campaign.</summary>
/// <param name="Template">Template, as in assignments.</param>
/// <param name="Skeleton">Its wording.</param>
/// <param name="Accounts">Accounts that carry it.</param>
/// <param name="Requests">Requests that hold it.</param>
/// <param name="Score">Log-likelihood ratio, in nats.</param>
/// <param name="Why">What speaks against a campaign.</param>
public sealed record ConsideredTemplate(
    string Template, string Skeleton, int Accounts, int Requests, double Score, string Why)
{
    /// <summary>The public harness or agent whose wording it holds; null where none.</summary>
    public string? KnownAs { get; init; }

    /// <summary>The innocent pattern that the data shows, in a sentence that all of its kind have in common.</summary>
    public string Explanation { get; init; } = "";

    /// <summary>The figures that show it, in a few words.</summary>
    public string Brief { get; init; } = "";
}
