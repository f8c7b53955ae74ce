using System.Text.Json;
using Scanner.Runs;

namespace Scanner.Report;

/// <summary>What <c>campaigns.json</c> says, as far as the report shows it. Fields that are not known here are passed over.</summary>
/// <param name="Scanned">What the scan went over.</param>
/// <param name="Fdr">The false-discovery rate at which the campaigns are reported.</param>
/// <param name="Campaigns">The campaigns, strongest first.</param>
/// <param name="Considered">Templates that looked alike and were cleared.</param>
public sealed record CampaignFile(
    ScannedCounts Scanned, double Fdr, IReadOnlyList<Campaign> Campaigns, IReadOnlyList<ClearedTemplate>? Considered)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
    };

    /// <summary>Reads the bytes of a <c>campaigns.json</c>.</summary>
    /// <param name="json">The file's bytes, UTF-8.</param>
    /// <param name="path">Named in the error.</param>
    /// <exception cref="ScanException">The bytes are not such a file.</exception>
    public static CampaignFile Parse(ReadOnlySpan<byte> json, string path)
    {
        try
        {
            return JsonSerializer.Deserialize<CampaignFile>(json, Json) ?? throw new JsonException("it holds null");
        }
        catch (JsonException error)
        {
            throw new ScanException($"{path}: not a list of campaigns ({error.Message}). Run scan score on the run again.", error);
        }
    }
}

/// <summary>What a scan went over.</summary>
public sealed record ScannedCounts(
    long Requests, long Accounts, long Actors, DateTime? FirstSeen, DateTime? LastSeen, long TemplatesTested);

/// <summary>A set of accounts that carry templates together.</summary>
public sealed record Campaign(
    string Id, double Score, string Confidence, IReadOnlyList<CampaignAccount> Accounts,
    IReadOnlyList<CampaignTemplate> Templates, IReadOnlyList<string>? Capabilities, IReadOnlyList<Evidence>? Evidence,
    IReadOnlyList<Objection>? Against, DateTime? FirstSeen, DateTime? LastSeen, long Requests);

/// <summary>An account of a campaign: its requests in the campaign, and all of its requests.</summary>
public sealed record CampaignAccount(string Id, long Requests, long TotalRequests, DateTime? FirstSeen, DateTime? LastSeen);

/// <summary>A template that a campaign carries.</summary>
public sealed record CampaignTemplate(
    string Id, string? Kind, string Skeleton, IReadOnlyList<TemplateSlot>? Slots, long Requests, long Accounts);

/// <summary>A place that varies: how many values it takes, and how evenly (entropy in bits).</summary>
public sealed record TemplateSlot(string Name, long Distinct, double Entropy, IReadOnlyList<string>? Examples);

/// <summary>One channel's finding.</summary>
public sealed record Evidence(string Channel, double? Value, double? PValue, double? LogLikelihoodRatio, string Text);

/// <summary>Something that speaks against a campaign.</summary>
public sealed record Objection(string Channel, string Text);

/// <summary>A template that several accounts carry and that is no campaign, with the reason.</summary>
public sealed record ClearedTemplate(string Template, string Skeleton, long Accounts, long Requests, string Why);
