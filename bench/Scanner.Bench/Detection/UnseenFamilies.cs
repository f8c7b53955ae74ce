using System.Text.Json.Nodes;
using Scanner.Score;

namespace Scanner.Bench.Detection;

/// <summary>
/// What is found and reported wrongly where no family is judged by weights that saw it: for every family of a log, the
/// log is weighed again by weights fitted without that family, and of the report those campaigns are kept that are
/// mostly its accounts. The reports so kept are one report, which the evaluator judges like any other.
/// </summary>
internal static class UnseenFamilies
{
    /// <summary>Two lines a log: by the weights that ship, and by weights that did not see the family.</summary>
    public static IEnumerable<JsonObject> Lines(ComposedLogs logs, string[] fitted, string[] on)
    {
        var learned = WeightFit.WithoutPieces(fitted.SelectMany(name => ComposedScan.Of(logs, name).Candidates));
        foreach (var name in on)
        {
            var scan = ComposedScan.Of(logs, name);
            yield return Line("all families", scan.Verdict);
            yield return Line("without the family judged", logs.Evaluate(scan.Folder, Kept(scan.Folder, name)));

            JsonObject Line(string weights, JsonNode verdict)
            {
                var line = DetectionTable.Figures(verdict);
                line.Insert(0, "bench", "families");
                line.Insert(1, "log", name);
                line.Insert(2, "weights", weights);
                return line;
            }
        }

        string Kept(string folder, string name)
        {
            var labels = GroupLabels.Of(folder);
            var kept = new JsonArray();
            foreach (var family in labels.Families)
            {
                var weights = WeightFit.Fit([.. learned.Where(item => item.Family != family)]).AsOption;
                var report = ComposedScan.Of(logs, name,
                    new PipelineOptions { Score = new ScoreOptions { Weights = weights } }).Report;
                foreach (var campaign in report["campaigns"]!.AsArray()
                    .Where(campaign => labels.LabelOf(Accounts(campaign!)).Family == family))
                {
                    kept.Add(campaign!.DeepClone());
                }
            }

            var file = Path.Combine(Directory.CreateDirectory(Path.Combine(logs.Work, "families")).FullName,
                $"campaigns-{name}.json");
            File.WriteAllText(file, new JsonObject { ["campaigns"] = kept }.ToJsonString());
            return file;
        }
    }

    private static string[] Accounts(JsonNode campaign) =>
        [.. campaign["accounts"]!.AsArray().Select(account => account!["id"]!.ToString())];
}
