using System.Globalization;
using System.Text.Json.Nodes;
using Scanner.Runs;

namespace Scanner.Bench.Detection;

/// <summary>When each campaign is found: the log is scanned again after every day, up to that day.</summary>
internal static class DaysToDetect
{
    private const double Found = 0.5;

    public static JsonObject Line(ComposedLogs logs, string name)
    {
        var folder = ComposedScan.Of(logs, name).Folder;
        var reports = Directory.CreateDirectory(Path.Combine(logs.Work, "days", name)).FullName;
        var files = new List<string>();
        var partial = Path.Combine(reports, "log.jsonl");
        File.Delete(partial);
        foreach (var day in File.ReadLines(Path.Combine(folder, "log.jsonl")).GroupBy(DayOf))
        {
            File.AppendAllLines(partial, day);
            using var run = ComposedScan.Scan(
                folder, partial, Path.Combine(reports, "run"), new PipelineOptions());
            files.Add(Path.Combine(reports, $"campaigns-{day.Key}.json"));
            File.Copy(run.Artifact(Stage.Report, "campaigns.json"), files[^1], overwrite: true);
        }

        var verdict = logs.Evaluate(folder, [.. files]);
        return new JsonObject
        {
            ["bench"] = "days",
            ["log"] = name,
            ["found"] = verdict["per_campaign"]!.AsArray()
                .Count(campaign => campaign!["best_jaccard"]!.GetValue<double>() >= Found),
            ["days_to_detect"] = new JsonObject(verdict["per_campaign"]!.AsArray().Select(campaign =>
                KeyValuePair.Create($"{campaign!["id"]} {campaign["family"]}",
                    verdict["days_to_detect"]![campaign["id"]!.ToString()] is { } days
                        ? (JsonNode?)Math.Round(days.GetValue<double>(), 1) : null))),
        };
    }

    private static string DayOf(string line)
    {
        const string Field = "\"timestamp\":\"";
        var at = line.IndexOf(Field, StringComparison.Ordinal) + Field.Length;
        return DateOnly.ParseExact(line.AsSpan(at, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture)
            .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
