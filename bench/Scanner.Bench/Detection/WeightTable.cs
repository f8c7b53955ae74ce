using System.Text.Json.Nodes;
using Scanner.Score;

namespace Scanner.Bench.Detection;

/// <summary>Fits the weights on logs, and says what they find on families that they did not see.</summary>
internal static class WeightTable
{
    public static IEnumerable<JsonObject> Lines(ComposedLogs logs, string[] on)
    {
        var learned = WeightFit.WithoutPieces(on.SelectMany(name => ComposedScan.Of(logs, name).Candidates));
        var fitted = WeightFit.Fit(learned);
        var line = Line("fitted", learned, [.. learned.Select(item => fitted.Score(WeightFit.Raw(item)))]);
        line["prior"] = Math.Round(fitted.Prior, 2);
        line["weights"] = new JsonObject(WeightFit.Channels.Zip(fitted.Weights,
            (channel, weight) => KeyValuePair.Create(channel, (JsonNode?)Math.Round(weight, 2))));
        yield return line;
        yield return Line("as it stands", learned, [.. learned.Select(item => item.Score)]);
        yield return Line("cross-validated over families", learned, WeightFit.CrossValidated(learned));
    }

    private static JsonObject Line(string weights, List<LabelledCandidate> learned, double[] scores)
    {
        var above = learned
            .Where((item, i) => scores[i] >= new ScoreOptions().ReportMin && item.IsSignificant).ToArray();
        return new JsonObject
        {
            ["bench"] = "fit",
            ["by"] = weights,
            ["campaigns"] = learned.Count(item => item.IsCampaign),
            ["found"] = above.Count(item => item.IsCampaign),
            ["lookalikes"] = learned.Count(item => !item.IsCampaign),
            ["false"] = above.Count(item => !item.IsCampaign),
        };
    }
}
