using System.Text.Json;
using System.Text.Json.Serialization;
using Scanner.Runs;

namespace Scanner.Report;

/// <summary>Reads a <c>campaigns.json</c>.</summary>
internal static class CampaignFile
{
    /// <summary>The campaigns in the bytes of the file; fields that are not known here are passed over.</summary>
    /// <param name="json">The file's bytes, UTF-8.</param>
    /// <param name="path">Named in the error.</param>
    /// <exception cref="ScanException">The bytes are not such a file.</exception>
    public static CampaignSet Parse(ReadOnlySpan<byte> json, string path)
    {
        try
        {
            return JsonSerializer.Deserialize<CampaignSet>(json, CampaignSet.Json) ?? throw new JsonException("it holds null");
        }
        catch (JsonException error)
        {
            throw new ScanException($"{path}: found no list of campaigns ({error.Message}). Run scan score on the run again.", error);
        }
    }
}

/// <summary>What campaigns.json holds.</summary>
public sealed record CampaignSet
{
    /// <summary>What was looked at.</summary>
    public required ScannedTotals Scanned { get; init; }

    /// <summary>The false-discovery rate.</summary>
    public required double Fdr { get; init; }

    /// <summary>The campaigns, the strongest first.</summary>
    public required IReadOnlyList<Campaign> Campaigns { get; init; }

    /// <summary>Shared templates that are no campaigns, with the reason.</summary>
    public required IReadOnlyList<ConsideredTemplate> Considered { get; init; }

    /// <summary>How campaigns.json is read.</summary>
    public static JsonSerializerOptions Json { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };
}

/// <summary>Totals of a run.</summary>
public sealed record ScannedTotals(
    int Requests, int Accounts, int Actors, int TemplatesTested, string? FirstSeen, string? LastSeen);

/// <summary>Accounts that carry the same templates together.</summary>
public sealed record Campaign(
    string Id, double Score, string Confidence, int Requests, IReadOnlyList<CampaignAccount> Accounts,
    IReadOnlyList<CampaignTemplate> Templates, IReadOnlyList<string> Capabilities, IReadOnlyList<Evidence> Evidence,
    IReadOnlyList<Evidence> Against, string? FirstSeen, string? LastSeen);

/// <summary>An account of a campaign.</summary>
public sealed record CampaignAccount(string Id, int Requests, int TotalRequests, string? FirstSeen, string? LastSeen);

/// <summary>A template of a campaign.</summary>
public sealed record CampaignTemplate(
    string Id, string Kind, string Skeleton, IReadOnlyList<Slot> Slots, int Requests, int Accounts);

/// <summary>A varying place of a skeleton.</summary>
public sealed record Slot(string Kind, int Distinct, double Entropy, IReadOnlyList<string> Examples);

/// <summary>What one channel says.</summary>
public sealed record Evidence(string Channel, double Value, double? PValue, double LogLikelihoodRatio, string Text);

/// <summary>A template that many actors share and that is no campaign.</summary>
public sealed record ConsideredTemplate(
    string Template, string Skeleton, int Accounts, int Requests, double Score, string Why);
