using System.Text.Json.Nodes;

namespace Scanner.Bench.Detection;

/// <summary>How much of a campaign is found, by how strongly it is disguised and by how small it is.</summary>
internal static class EvasionCurves
{
    private static readonly double[] Strengths = [0.25, 0.5, 0.75, 1];
    private const int Turns = 3;
    private const int Levels = 5;

    /// <summary>A line for each level of the composer, and for each operator and strength.</summary>
    public static IEnumerable<JsonObject> Operators(ComposedLogs logs)
    {
        for (var level = 0; level < Levels; level++)
        {
            var scan = ComposedScan.Of(logs, EvasionScenario.OfLevel(level), $"evasion-level-{level}", 1);
            yield return Line("level", level, [.. Jaccards(scan)]);
        }

        foreach (var strength in Strengths)
        {
            var of = EvasionScenario.Operators.ToDictionary(name => name, _ => new List<double>());
            for (var turn = 0; turn < Turns; turn++)
            {
                var scan = ComposedScan.Of(
                    logs, EvasionScenario.OfOperators(strength, turn), $"evasion-{strength}-{turn}", 1);
                foreach (var (jaccard, index) in Jaccards(scan).Select((jaccard, index) => (jaccard, index)))
                {
                    of[EvasionScenario.Operators[(index + turn) % EvasionScenario.Operators.Length]].Add(jaccard);
                }
            }

            foreach (var (name, jaccards) in of)
            {
                yield return Line(name, strength, jaccards);
            }
        }
    }

    /// <summary>A line for each number of accounts and requests an account, undisguised.</summary>
    public static IEnumerable<JsonObject> Sizes(ComposedLogs logs)
    {
        foreach (var accounts in new[] { 6, 12, 25, 50 })
        {
            foreach (var requests in new[] { 5, 10, 20, 40 })
            {
                var scan = ComposedScan.Of(
                    logs, EvasionScenario.OfSize(accounts, requests), $"size-{accounts}-{requests}", 1);
                var line = Line("accounts", accounts, [.. Jaccards(scan)]);
                line["requests_per_account"] = requests;
                yield return line;
            }
        }
    }

    private static IEnumerable<double> Jaccards(ComposedScan scan) => scan.Verdict["per_campaign"]!.AsArray()
        .OrderBy(campaign => campaign!["id"]!.ToString(), StringComparer.Ordinal)
        .Select(campaign => campaign!["best_jaccard"]!.GetValue<double>());

    private static JsonObject Line(string name, double strength, List<double> jaccards) => new()
    {
        ["bench"] = "evasion",
        ["operator"] = name,
        ["strength"] = strength,
        ["true"] = jaccards.Count,
        ["found"] = jaccards.Count(jaccard => jaccard >= 0.5),
        ["mean_best_jaccard"] = Math.Round(jaccards.Average(), 3),
    };
}
