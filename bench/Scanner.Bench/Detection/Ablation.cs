using System.Text.Json.Nodes;
using Scanner.Cluster;
using Scanner.Join;
using Scanner.Score;

namespace Scanner.Bench.Detection;

/// <summary>What each channel, each kind of segment and the embedding are worth: the same logs without them.</summary>
internal static class Ablation
{
    private static readonly PipelineOptions All = new();

    /// <summary>A line for each thing left out, over all logs together.</summary>
    public static IEnumerable<JsonObject> Lines(ComposedLogs logs, string[] on)
    {
        // What only weighs again comes first: it leaves joined runs as they are.
        yield return Line("nothing", All);
        foreach (var channel in EvidenceChannels.Weights.Keys)
        {
            yield return Line(channel, All with { Score = new ScoreOptions { Without = [channel] } });
        }

        for (var kind = 0; kind < SegmentKinds.Count; kind++)
        {
            yield return Line($"segments: {SegmentKinds.Name(1 << kind)}",
                All with { Cluster = new ClusterOptions { Segments = SegmentKinds.All & ~(1 << kind) } });
        }

        yield return Line("embedding (equal texts and spans alone)",
            All with { Join = new JoinOptions { Threshold = 1 } });

        JsonObject Line(string without, PipelineOptions options)
        {
            var scans = on.Select(name => ComposedScan.Of(logs, name, options).Verdict).ToArray();
            return new JsonObject
            {
                ["bench"] = "ablation",
                ["without"] = without,
                ["true"] = scans.Sum(scan => scan["campaigns"]!["true"]!.GetValue<int>()),
                ["found"] = scans.Sum(scan => scan["campaigns"]!["found"]!.GetValue<int>()),
                ["false"] = scans.Sum(scan => scan["campaigns"]!["false"]!.GetValue<int>()),
                ["mean_account_f1"] =
                    Math.Round(scans.Average(scan => scan["accounts"]!["f1"]!.GetValue<double>()), 3),
            };
        }
    }
}
