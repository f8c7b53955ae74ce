using System.Text.Json.Nodes;
using Scanner.Runs;
using Scanner.Score;

namespace Scanner.Report.Exports;

/// <summary>
/// Campaigns as a STIX 2.1 bundle (OASIS Standard, 10 June 2021). Ids are name-based and times are those of the log, so
/// that the same scan gives the same bundle.
/// </summary>
internal sealed class StixBundle
{
    // The open vocabulary of confidence in STIX 2.1, appendix A: the middle of none, low, medium and high.
    private static readonly Dictionary<string, int> Confidence = new() { ["high"] = 85, ["medium"] = 50, ["low"] = 15 };

    private readonly JsonArray _objects = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly ReportContent _content;
    private readonly StixObjects _make;

    private StixBundle(ReportContent content)
    {
        _content = content;
        _make = new StixObjects(CampaignText.Stamp(content));
    }

    /// <summary>The bundle of all campaigns of the content.</summary>
    public static JsonObject Of(ReportContent content)
    {
        var bundle = new StixBundle(content);
        foreach (var shared in StixObjects.Shared())
            bundle.Add(shared);
        foreach (var (campaign, detail) in content.Found.Campaigns.Zip(content.Details))
            bundle.AddCampaign(campaign, detail);
        return new JsonObject
        {
            ["type"] = "bundle",
            ["id"] = StixObjects.Id("bundle", string.Join('\n', bundle._ids)),
            ["objects"] = bundle._objects,
        };
    }

    private void AddCampaign(Campaign campaign, CampaignDetail detail)
    {
        // Two campaigns of the same wording would else be one.
        var identity = $"{CampaignText.Identity(campaign)}\n{campaign.Id}";
        var about = _make.Domain("campaign", identity, new JsonObject
        {
            ["name"] = CampaignText.Name(campaign),
            ["description"] = CampaignText.Description(campaign),
            ["confidence"] = Confidence.GetValueOrDefault(campaign.Confidence, 15),
            ["labels"] = Labels(campaign),
            ["first_seen"] = campaign.FirstSeen,
            ["last_seen"] = campaign.LastSeen,
            ["objective"] = "To copy what a language model can do by collecting its answers.",
        });
        List<string> group = [Add(about)];
        foreach (var indicator in Indicators(campaign, detail, identity))
        {
            group.Add(Add(indicator));
            group.Add(Add(_make.Relationship("indicates", group[^1], group[0])));
        }
        AddInfrastructure(campaign, detail, identity, group);
        foreach (var account in campaign.Accounts)
            group.Add(Add(StixObjects.Observable("user-account", new() { ["user_id"] = account.Id })));
        Add(_make.Domain("grouping", identity, new JsonObject
        {
            ["name"] = $"All that is known of campaign {campaign.Id}",
            ["context"] = "suspicious-activity",
            ["object_refs"] = new JsonArray([.. group.Distinct().Select(id => (JsonNode)id)]),
        }));
    }

    private static JsonArray Labels(Campaign campaign) =>
        ["model-extraction", .. campaign.Capabilities.Select(capability => (JsonNode)capability)];

    private IEnumerable<JsonObject> Indicators(Campaign campaign, CampaignDetail detail, string identity)
    {
        foreach (var template in campaign.Templates.Take(Limits.ReportTemplatesMax))
            if (CampaignText.Pattern(template.Skeleton) is { } pattern)
                yield return Indicator($"Fixed wording of {template.Id}",
                    $"The wording of {template.Requests} requests, found anywhere in a prompt.", "pcre", pattern);
        foreach (var block in StixObjects.Values(detail, SharedTrait.AddressBlock))
            if (block.Accounts > block.Elsewhere)
                yield return Indicator($"Address block {block.Value}",
                    $"{block.Accounts} accounts of the campaign use it, and {block.Elsewhere} others.", "stix",
                    $"[{StixObjects.AddressType(block.Value)}:value ISSUBSET '{block.Value}']");

        JsonObject Indicator(string name, string description, string type, string pattern) =>
            _make.Domain("indicator", $"{identity}\n{type}\n{pattern}", new JsonObject
            {
                ["name"] = name,
                ["description"] = description,
                ["indicator_types"] = new JsonArray("anomalous-activity"),
                ["pattern"] = pattern,
                ["pattern_type"] = type,
                ["valid_from"] = campaign.FirstSeen ?? CampaignText.Stamp(_content),
            });
    }

    private void AddInfrastructure(Campaign campaign, CampaignDetail detail, string identity, List<string> group)
    {
        var shared = detail.Shared.SelectMany(trait => trait.Values.Select(value =>
            $"{trait.Name} {value.Value}: {value.Accounts} accounts of the campaign, {value.Elsewhere} others."))
            .ToList();
        if (shared.Count == 0) return;
        var infrastructure = Add(_make.Domain("infrastructure", identity, new JsonObject
        {
            ["name"] = $"What accounts of campaign {campaign.Id} share",
            ["description"] = string.Join('\n', shared),
            ["infrastructure_types"] = new JsonArray("unknown"),
            ["first_seen"] = campaign.FirstSeen,
            ["last_seen"] = campaign.LastSeen,
        }));
        group.Add(infrastructure);
        group.Add(Add(_make.Relationship("uses", group[0], infrastructure)));
        foreach (var part in StixObjects.Network(detail))
        {
            group.Add(Add(part));
            group.Add(Add(_make.Relationship("consists-of", infrastructure, group[^1])));
        }
    }

    /// <summary>Adds an object unless it is there; campaigns can share accounts and addresses.</summary>
    private string Add(JsonObject made)
    {
        var id = made["id"]!.GetValue<string>();
        if (_ids.Add(id)) _objects.Add((JsonNode)made);
        return id;
    }
}
