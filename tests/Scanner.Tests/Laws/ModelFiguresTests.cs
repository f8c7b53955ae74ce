using System.Globalization;
using System.Text.Json.Nodes;

namespace Scanner.Tests.Laws;

/// <summary>Law 8 for the models' README: its table beside other methods is copied from bench/results.</summary>
public sealed class ModelFiguresTests
{
    [Fact]
    public void Every_figure_beside_others_was_measured()
    {
        JsonNode[] results =
        [
            .. SourceTree.Read("bench/results/quality.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonNode.Parse(line)!),
        ];
        var lines = SourceTree.Read("models/README.md").Split('\n');
        var names = Cells(lines.Single(line => line.StartsWith("| pairs | measure |", StringComparison.Ordinal)))[2..];
        int compared = 0;
        foreach (var set in results.GroupBy(result => result["set"]!.ToString()))
        {
            var row = Cells(lines.Single(line => line.StartsWith($"| {set.Key}, ", StringComparison.Ordinal)));
            Assert.Equal(set.First()["measure"]!.ToString(), row[1]);
            foreach (var result in set)
            {
                int column = Array.IndexOf(names, result["method"]!.ToString());
                var value = result["value"]!.GetValue<double>();
                Assert.Equal(value, double.Parse(row[2 + column], CultureInfo.InvariantCulture), 6e-4);
                compared++;
            }
        }

        Assert.True(compared >= 30, $"compared {compared} figures");
    }

    [Fact]
    public void The_speed_was_measured() => Assert.Contains(
        SourceTree.Read("bench/results/embed.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries),
        line => JsonNode.Parse(line) is { } result && result["model"]!.ToString() == "default"
            && SourceTree.Read("models/README.md").Contains(
                $"{result["texts_per_core_second"]!.GetValue<double>():N0} texts of", StringComparison.Ordinal));

    private static string[] Cells(string row) => row.Split('|', StringSplitOptions.TrimEntries)[1..^1];
}
