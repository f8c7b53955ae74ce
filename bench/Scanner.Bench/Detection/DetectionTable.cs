using System.Text.Json.Nodes;

namespace Scanner.Bench.Detection;

/// <summary>One line a log: what was found, what was reported wrongly, by family and by look-alike.</summary>
internal static class DetectionTable
{
    public static JsonObject Line(ComposedLogs logs, string name)
    {
        var scan = ComposedScan.Of(logs, name);
        var dash = name.LastIndexOf('-');
        var line = new JsonObject
        {
            ["bench"] = "detection",
            ["scenario"] = name[..dash],
            ["seed"] = int.Parse(name[(dash + 1)..]),
            ["high"] = Confidence(scan, "high"),
            ["medium"] = Confidence(scan, "medium"),
            ["families"] = new JsonObject(scan.Verdict["per_family"]!.AsObject().Select(family =>
                KeyValuePair.Create(family.Key, (JsonNode?)Rounded(family.Value!["mean_best_jaccard"]!)))),
            ["labels"] = CapabilityAccuracy.Of(scan),
            ["shift_auc"] = ShiftAccuracy.Of(scan),
            ["highest_lookalikes"] = new JsonObject(scan.Candidates.Where(candidate => !candidate.IsCampaign)
                .GroupBy(candidate => candidate.Family).OrderBy(kind => kind.Key, StringComparer.Ordinal)
                .Select(kind => KeyValuePair.Create(
                    kind.Key, (JsonNode?)Math.Round(kind.Max(candidate => candidate.Score), 2)))),
        };
        foreach (var (figure, value) in Figures(scan.Verdict).Reverse())
        {
            line.Insert(3, figure, value!.DeepClone());
        }

        return line;
    }

    /// <summary>The figures of a verdict: campaigns, accounts, and who was reported wrongly.</summary>
    public static JsonObject Figures(JsonNode verdict)
    {
        var (campaigns, accounts) = (verdict["campaigns"]!, verdict["accounts"]!);
        var jaccards = verdict["per_campaign"]!.AsArray()
            .Select(campaign => campaign!["best_jaccard"]!.GetValue<double>()).Order().ToArray();
        return new JsonObject
        {
            ["true"] = campaigns["true"]!.DeepClone(),
            ["found"] = campaigns["found"]!.DeepClone(),
            ["reported"] = verdict["reported_campaigns"]!.DeepClone(),
            ["false"] = campaigns["false"]!.DeepClone(),
            ["false_causes"] = verdict["false_campaign_causes"]!.DeepClone(),
            ["mean_best_jaccard"] = Rounded(campaigns["mean_best_jaccard"]!),
            ["median_best_jaccard"] = jaccards.Length == 0 ? 0 : Math.Round(jaccards[jaccards.Length / 2], 3),
            ["account_precision"] = Rounded(accounts["precision"]!),
            ["account_recall"] = Rounded(accounts["recall"]!),
            ["account_f1"] = Rounded(accounts["f1"]!),
            ["benign_reported_per_10000"] = Math.Round(accounts["benign_reported_per_10000"]!.GetValue<double>(), 1),
        };
    }

    private static int Confidence(ComposedScan scan, string level) => scan.Report["campaigns"]!.AsArray()
        .Count(campaign => campaign!["confidence"]!.ToString() == level);

    internal static double Rounded(JsonNode number) => Math.Round(number.GetValue<double>(), 4);
}
