using System.Text.Json.Nodes;

namespace Scanner.Tests.Report.Exports;

public sealed class MispEventTests
{
    private static JsonNode Event() => ExportedRun.Json((export, output) => export.WriteMisp("C01", output));

    [SkippableFact]
    public void The_schema_of_MISP_holds() => Assert.Empty(OfficialSchemas.MispFaults(Event()));

    [Fact]
    public void An_event_tells_of_addresses_wording_and_accounts()
    {
        var found = Event()["Event"]!["Attribute"]!.AsArray()
            .Select(attribute => (attribute!["type"]!.GetValue<string>(), attribute["value"]!.GetValue<string>()))
            .ToList();
        Assert.Contains(("ip-src", "198.51.100.0/24"), found);
        Assert.Contains(("AS", "AS64500"), found);
        Assert.Contains(("domain", "inbox.example"), found);
        Assert.Contains(("text", "c3"), found);
        Assert.Contains(found, attribute => attribute.Item1 == "pattern-in-traffic");
        var ids = Event()["Event"]!["Attribute"]!.AsArray().Select(attribute => attribute!["uuid"]!.GetValue<string>());
        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public void Nothing_is_published_or_marked_for_detection()
    {
        var made = Event()["Event"]!;
        Assert.False(made["published"]!.GetValue<bool>());
        Assert.Equal("0", made["distribution"]!.GetValue<string>());
        Assert.All(made["Attribute"]!.AsArray(), attribute => Assert.False(attribute!["to_ids"]!.GetValue<bool>()));
    }
}
