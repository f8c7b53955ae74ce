using System.Text.Json;
using Scanner.Runs;

namespace Scanner.Report.Reading;

/// <summary>How the scan was made, from what its stages remember.</summary>
internal static class Facts
{
    public static ScanFacts Read(RunFolder run)
    {
        var records = StageNames.All.Where(stage => stage < Stage.Report)
            .Select(run.Record).OfType<StageRecord>().ToDictionary(record => record.Stage);
        var embed = records.GetValueOrDefault(Stage.Embed);
        var join = records.GetValueOrDefault(Stage.Join);
        var devices = new[] { Text(embed?.Summary, "Device"), Text(join?.Summary, "Backend") };
        return new ScanFacts(
            File.ReadLines(run.Artifact(Stage.Ingest, "rejects.jsonl")).LongCount(),
            Text(embed?.Summary, "Model") ?? Text(embed?.Options, "Model"),
            devices.Any(device => device is not null) ? string.Join(", ", devices.OfType<string>()) : null,
            Find(join?.Summary, "Threshold")?.GetDouble(),
            Find(records.GetValueOrDefault(Stage.Score)?.Options, "ReportMin")?.GetDouble(),
            Command(records.GetValueOrDefault(Stage.Ingest)?.Options),
            [.. records.Values.Select(Fact)]);
    }

    private static StageFact Fact(StageRecord record) => new(
        record.Stage.Verb(), record.Version, record.Fingerprint[..16],
        System.Text.Encoding.UTF8.GetString(Fingerprint.Canonical(record.Options)));

    /// <summary>The command that scans the same files; other options stand in the list of stages.</summary>
    private static string? Command(JsonElement? ingest)
    {
        if (Find(ingest, "Files") is not { ValueKind: JsonValueKind.Array } files) return null;
        var names = files.EnumerateArray().Select(file => Text(file, "Name")).OfType<string>().Select(Quoted).ToList();
        var omitted = names.Count - Limits.ReportCommandFilesMax;
        if (omitted > 0) names = [.. names.Take(Limits.ReportCommandFilesMax), $"… ({omitted:N0} more)"];
        return $"scan run {string.Join(' ', names)}{Side(ingest, "Accounts")}{Side(ingest, "Releases")} --out RUN";
    }

    private static string Side(JsonElement? ingest, string name) =>
        Text(Find(ingest, name), "Name") is { } file ? $" --{name.ToLowerInvariant()} {Quoted(file)}" : "";

    private static string Quoted(string file) =>
        file.All(c => char.IsLetterOrDigit(c) || "/._-:\\".Contains(c, StringComparison.Ordinal))
            ? file : $"'{file.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string? Text(JsonElement? element, string name) =>
        Find(element, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static JsonElement? Find(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } found && found.TryGetProperty(name, out var value)
            && value.ValueKind != JsonValueKind.Null ? value : null;
}
