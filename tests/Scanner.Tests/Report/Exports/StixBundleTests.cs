using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Scanner.Report;
using Scanner.Report.Exports;
using Scanner.Runs;

namespace Scanner.Tests.Report.Exports;

public sealed partial class StixBundleTests
{
    private static JsonNode Bundle() => ExportedRun.Json((export, output) => export.WriteStix(null, output));

    private static IEnumerable<JsonNode> Objects(JsonNode bundle) => bundle["objects"]!.AsArray().OfType<JsonNode>();

    [SkippableFact]
    public void The_schemas_of_OASIS_hold()
    {
        var bundle = Bundle();
        var objects = Objects(bundle).ToList();
        Assert.Empty(objects.SelectMany(OfficialSchemas.StixFaults));
        // The schema of bundles forgets that there are groupings; it is asked about all else.
        foreach (var grouping in objects.Where(made => made["type"]!.GetValue<string>() == "grouping"))
            bundle["objects"]!.AsArray().Remove(grouping);
        Assert.Empty(OfficialSchemas.StixFaults(bundle));
    }

    [Fact]
    public void Every_kind_of_object_is_there()
    {
        var types = Objects(Bundle()).Select(made => made["type"]!.GetValue<string>()).Distinct().Order().ToList();
        Assert.Equal(
            ["autonomous-system", "campaign", "grouping", "identity", "indicator", "infrastructure", "ipv4-addr",
                "marking-definition", "relationship", "user-account"], types);
    }

    [Fact]
    public void Ids_are_of_their_type_and_every_reference_leads_to_an_object()
    {
        var objects = Objects(Bundle()).ToList();
        var ids = objects.Select(made => made["id"]!.GetValue<string>()).ToList();
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(objects, made => Assert.Matches(Id(), made["id"]!.GetValue<string>()));
        Assert.All(objects, made => Assert.StartsWith($"{made["type"]}--", made["id"]!.GetValue<string>(),
            StringComparison.Ordinal));
        var references = objects.SelectMany(made => made.AsObject())
            .Where(property => property.Key.EndsWith("_ref", StringComparison.Ordinal)
                || property.Key.EndsWith("_refs", StringComparison.Ordinal))
            .SelectMany(property => property.Value is JsonArray many ? many : (IEnumerable<JsonNode?>)[property.Value])
            .Select(reference => reference!.GetValue<string>()).ToList();
        Assert.NotEmpty(references);
        Assert.Empty(references.Except(ids));
    }

    [Fact]
    public void The_same_run_gives_the_same_bytes()
    {
        // The key of account names is drawn anew for each run; ids of all else stay.
        var raw = new ReportOptions { AccountIds = AccountIds.Raw };
        Assert.Equal(
            ExportedRun.Text((export, output) => export.WriteStix(null, output), raw, threads: 1),
            ExportedRun.Text((export, output) => export.WriteStix("C01", output), raw, threads: 3));
    }

    [Fact]
    public void A_wording_becomes_a_pattern_that_finds_it()
    {
        var pattern = CampaignText.Pattern(
            "solve {number} + 1. think step by step (write every step) at [e-mail] now")!;
        Assert.Matches(pattern, "Please: Solve 12 +  1. Think step\nby step (write every step) at x@y.example now!");
        Assert.DoesNotMatch(pattern, "Solve 12 + 1. Think step by step.");
        Assert.Null(CampaignText.Pattern("{text} translate this {name}"));
    }

    [Fact]
    public void A_campaign_that_is_not_there_is_told()
    {
        var error = Assert.Throws<ScanException>(
            () => ExportedRun.Text((export, output) => export.WriteStix("C9", output)));
        Assert.Equal("--campaign: found 'C9', expected one of C01.", error.Message);
    }

    // RFC 9562, appendix A.4.
    [Fact]
    public void Name_based_ids_are_those_of_the_standard() => Assert.Equal(
        new Guid("2ed6657d-e927-568b-95e1-2665a8aea6a2"),
        NameBasedId.Of(new Guid("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "www.example.com"));

    [GeneratedRegex("^[a-z0-9-]+--[0-9a-f]{8}-[0-9a-f]{4}-[45][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")]
    private static partial Regex Id();
}
