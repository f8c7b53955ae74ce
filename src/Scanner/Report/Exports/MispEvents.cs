using System.Globalization;
using System.Text.Json.Nodes;
using Scanner.Report.Page;
using Scanner.Runs;
using Scanner.Score;

namespace Scanner.Report.Exports;

/// <summary>
/// Campaigns as MISP events (core format 2.4): an event a campaign, unpublished and for one's own organisation only.
/// </summary>
internal static class MispEvents
{
    // As MISP numbers them: this organisation only; as the event; undefined threat; initial analysis.
    private const string OwnOrganisation = "0";
    private const string AsEvent = "5";
    private const string UndefinedThreat = "4";
    private const string InitialAnalysis = "0";

    private const string Activity = "Network activity";
    private const string Other = "Other";

    // Trait, type and category of MISP; a trait that is not listed is a text.
    private static readonly Dictionary<string, (string Type, string Category)> Types = new()
    {
        [SharedTrait.AddressBlock] = ("ip-src", Activity),
        [SharedTrait.Network] = ("AS", Activity),
        [SharedTrait.Client] = ("user-agent", Activity),
        [SharedTrait.MailDomain] = ("domain", Activity),
    };

    /// <summary>The event of a single campaign, else a list of them as MISP's own export has it.</summary>
    public static JsonObject Of(ReportContent content)
    {
        JsonNode[] events = [.. content.Found.Campaigns.Zip(content.Details)
            .Select(pair => Event(content, pair.First, pair.Second))];
        return events is [JsonObject single] ? single : new JsonObject { ["response"] = new JsonArray(events) };
    }

    private static JsonObject Event(ReportContent content, Campaign campaign, CampaignDetail detail)
    {
        var identity = $"{CampaignText.Identity(campaign)}\n{campaign.Id}";
        var seen = Wording.Time(campaign.FirstSeen) ?? DateTime.UnixEpoch;
        var stamp = Seconds(Wording.Time(CampaignText.Stamp(content))!.Value);
        return new JsonObject
        {
            ["Event"] = new JsonObject
            {
                ["uuid"] = Id($"misp\n{identity}"),
                ["info"] = CampaignText.Name(campaign),
                ["date"] = seen.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                ["timestamp"] = stamp,
                ["threat_level_id"] = UndefinedThreat,
                ["analysis"] = InitialAnalysis,
                ["distribution"] = OwnOrganisation,
                ["published"] = false,
                ["Orgc"] = new JsonObject { ["name"] = "Scanner", ["uuid"] = Id("misp\nScanner") },
                ["Tag"] = new JsonArray(
                    Tag("tlp:amber"),
                    Tag($"estimative-language:confidence-in-analytic-judgment=\"{Confidence(campaign)}\"")),
                ["Attribute"] = new JsonArray([.. Attributes(campaign, detail)
                    .DistinctBy(found => (found.Type, found.Value)).Select(found => found.ToJson(identity, stamp))]),
            },
        };
    }

    private static IEnumerable<Found> Attributes(Campaign campaign, CampaignDetail detail)
    {
        yield return new Found("comment", Other, CampaignText.Description(campaign), "Why it is reported");
        foreach (var template in campaign.Templates.Take(Limits.ReportTemplatesMax))
            if (CampaignText.Pattern(template.Skeleton) is { } pattern)
                yield return new Found("pattern-in-traffic", Activity, pattern, $"Wording of {template.Id}, PCRE");
        foreach (var trait in detail.Shared)
            foreach (var value in trait.Values)
            {
                var (type, category) = Types.GetValueOrDefault(trait.Name, ("text", Other));
                yield return new Found(type, category, value.Value,
                    $"{trait.Name}: {value.Accounts:N0} accounts of the campaign, {value.Elsewhere:N0} others");
            }
        foreach (var account in campaign.Accounts)
            yield return new Found(
                "text", Other, account.Id, $"Account; {account.Requests:N0} requests in the campaign");
    }

    private static JsonObject Tag(string name) => new() { ["name"] = name };

    private static string Confidence(Campaign campaign) =>
        campaign.Confidence == "medium" ? "moderate" : campaign.Confidence;

    private static string Id(string name) => NameBasedId.Of(NameBasedId.Scanner, name).ToString();

    private static string Seconds(DateTime time) =>
        ((time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond).ToString(CultureInfo.InvariantCulture);

    private readonly record struct Found(string Type, string Category, string Value, string Comment)
    {
        // Nothing is marked for detection: an analyst does that who has looked at it.
        public JsonObject ToJson(string identity, string stamp) => new()
        {
            ["uuid"] = Id($"misp\n{identity}\n{Type}\n{Value}"),
            ["type"] = Type,
            ["category"] = Category,
            ["value"] = Value,
            ["comment"] = Comment,
            ["to_ids"] = false,
            ["distribution"] = AsEvent,
            ["timestamp"] = stamp,
            ["disable_correlation"] = false,
        };
    }
}
