using System.Text.Json.Nodes;
using Json.Schema;

namespace Scanner.Tests.Report.Exports;

/// <summary>
/// The schemas of OASIS and MISP, from a folder that the variable SCANNER_SCHEMAS names: stix2.1 holds a checkout of
/// oasis-open/cti-stix2-json-schemas, misp holds schema.json of PyMISP. Where there is none, tests say skipped.
/// </summary>
internal static class OfficialSchemas
{
    private const string Variable = "SCANNER_SCHEMAS";

    private static readonly EvaluationOptions Options = new() { OutputFormat = OutputFormat.List };

    // By the name of the type; each is registered as it is read, so that the others' references find it.
    private static readonly Lazy<Dictionary<string, JsonSchema>> Stix = new(() =>
        Directory.EnumerateFiles(Path.Combine(Folder("stix2.1"), "schemas"), "*.json", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetFileNameWithoutExtension(file)!, file => JsonSchema.FromFile(file)));

    /// <summary>What the schema of STIX 2.1 for the object's type finds wrong.</summary>
    public static IEnumerable<string> StixFaults(JsonNode made)
    {
        Folder("stix2.1");
        return Faults(Stix.Value[made["type"]!.GetValue<string>()], made).Select(fault => $"{made["id"]}: {fault}");
    }

    /// <summary>What the schema of MISP's events finds wrong.</summary>
    public static IEnumerable<string> MispFaults(JsonNode made)
    {
        // It is of draft 4, whose words mean here what they do in draft 7, but for the name of the id.
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder("misp"), "schema.json")))!.AsObject();
        schema.Remove("id");
        // A list of required fields stands among the fields there, where it means nothing.
        schema["defs"]!["sharing_group"]!["properties"]!.AsObject().Remove("required");
        schema["$schema"] = "http://json-schema.org/draft-07/schema#";
        return Faults(JsonSchema.FromText(schema.ToJsonString()), made);
    }

    private static string Folder(string name)
    {
        var folder = Environment.GetEnvironmentVariable(Variable);
        Skip.If(folder is null, $"{Variable} names no folder with {name}");
        return Path.Combine(folder, name);
    }

    private static IEnumerable<string> Faults(JsonSchema schema, JsonNode made)
    {
        using var document = System.Text.Json.JsonDocument.Parse(made.ToJsonString());
        var results = schema.Evaluate(document.RootElement, Options);
        return results.IsValid
            ? []
            : (results.Details ?? []).Where(detail => detail.Errors is not null)
                .SelectMany(detail => detail.Errors!.Values.Select(error => $"{detail.InstanceLocation}: {error}"));
    }
}
