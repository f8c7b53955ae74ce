using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Scanner.Report.Exports;

/// <summary>Makes single STIX 2.1 objects.</summary>
/// <param name="stamp">When they count as made: ISO 8601 with milliseconds, UTC.</param>
internal sealed class StixObjects(string stamp)
{
    private const string SpecVersion = "2.1";

    // TLP:AMBER as STIX 2.1 defines it in section 7.2.1.4; its id and time are fixed there.
    private const string Amber = "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82";
    private const string AmberMade = "2017-01-20T00:00:00.000Z";

    // Who made the objects does not change with the scan.
    private const string OwnMade = "2026-01-01T00:00:00.000Z";

    // As RFC 8785 writes JSON, for what these objects hold: one property, a text or a whole number.
    private static readonly JsonSerializerOptions Canonical = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly string Statement = Id("marking-definition", "statement");
    private static readonly string Author = Id("identity", "Scanner");

    /// <summary>A name-based id.</summary>
    public static string Id(string type, string name) =>
        $"{type}--{NameBasedId.Of(NameBasedId.Scanner, $"{type}\n{name}")}";

    /// <summary>Author and markings, which all other objects refer to.</summary>
    public static IEnumerable<JsonObject> Shared() =>
    [
        new()
        {
            ["type"] = "marking-definition",
            ["spec_version"] = SpecVersion,
            ["id"] = Amber,
            ["created"] = AmberMade,
            ["definition_type"] = "tlp",
            ["name"] = "TLP:AMBER",
            ["definition"] = new JsonObject { ["tlp"] = "amber" },
        },
        new()
        {
            ["type"] = "marking-definition",
            ["spec_version"] = SpecVersion,
            ["id"] = Statement,
            ["created"] = OwnMade,
            ["definition_type"] = "statement",
            ["definition"] = new JsonObject
            {
                ["statement"] = "A campaign is a statistical finding and a lead, not a verdict on any account.",
            },
        },
        new()
        {
            ["type"] = "identity",
            ["spec_version"] = SpecVersion,
            ["id"] = Author,
            ["created"] = OwnMade,
            ["modified"] = OwnMade,
            ["name"] = "Scanner",
            ["description"] = "A program that finds extraction campaigns in request logs of language models.",
            ["identity_class"] = "system",
        },
    ];

    /// <summary>A domain object; properties that are null are left away.</summary>
    public JsonObject Domain(string type, string identity, JsonObject properties)
    {
        var made = new JsonObject
        {
            ["type"] = type,
            ["spec_version"] = SpecVersion,
            ["id"] = Id(type, identity),
            ["created_by_ref"] = Author,
            ["created"] = stamp,
            ["modified"] = stamp,
        };
        foreach (var (name, value) in properties.ToList())
            if (value is not null)
                made[name] = value.DeepClone();
        made["object_marking_refs"] = new JsonArray(Amber, Statement);
        return made;
    }

    public JsonObject Relationship(string type, string source, string target) =>
        Domain("relationship", $"{source}\n{type}\n{target}", new JsonObject
        {
            ["relationship_type"] = type,
            ["source_ref"] = source,
            ["target_ref"] = target,
        });

    /// <summary>A cyber-observable object; its id follows from its contents (STIX 2.1, section 2.9).</summary>
    public static JsonObject Observable(string type, JsonObject contents)
    {
        var made = new JsonObject
        {
            ["type"] = type,
            ["spec_version"] = SpecVersion,
            ["id"] = $"{type}--{NameBasedId.Of(NameBasedId.StixObservables, contents.ToJsonString(Canonical))}",
        };
        foreach (var (name, value) in contents)
            made[name] = value!.DeepClone();
        return made;
    }

    /// <summary>The values of one trait that accounts share.</summary>
    public static IEnumerable<TraitValue> Values(CampaignDetail detail, string trait) =>
        detail.Shared.Where(shared => shared.Name == trait).SelectMany(shared => shared.Values);

    public static string AddressType(string block) =>
        block.Contains(':', StringComparison.Ordinal) ? "ipv6-addr" : "ipv4-addr";

    /// <summary>Shared address blocks and networks.</summary>
    public static IEnumerable<JsonObject> Network(CampaignDetail detail) =>
    [
        .. Values(detail, SharedTrait.AddressBlock)
            .Select(block => Observable(AddressType(block.Value), new() { ["value"] = block.Value })),
        .. Values(detail, SharedTrait.Network)
            .Where(network => Number(network.Value) is not null)
            .Select(network => Observable("autonomous-system", new() { ["number"] = Number(network.Value) })),
    ];

    private static long? Number(string network) =>
        long.TryParse(network.AsSpan(network.StartsWith("AS", StringComparison.Ordinal) ? 2 : 0), NumberStyles.None,
            CultureInfo.InvariantCulture, out var number) ? number : null;
}
