using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Scanner.Tests.Laws;

/// <summary>Law 8: the README cannot lie. Its table of figures is copied from bench/results.</summary>
public sealed class ReadmeFiguresTests
{
    [Fact]
    public void Every_row_stands_in_the_results()
    {
        var detection = Results("detection");
        var rows = Rows();
        Assert.Equal(detection.Length, rows.Length);
        foreach (var row in rows)
        {
            var result = Assert.Single(detection, result =>
                result["scenario"]!.GetValue<string>() == row[0] && result["seed"]!.ToString() == row[1]);
            Assert.Equal($"{result["found"]} of {result["true"]}", row[2]);
            Assert.Equal(result["false"]!.ToString(), row[3]);
            Assert.Equal(result["true"]!.GetValue<int>() == 0 ? "" : Shown(result["account_f1"]!, "0.000"), row[4]);
            Assert.Equal(Shown(result["benign_reported_per_10000"]!, "0.0"), row[5]);
        }
    }

    [Fact]
    public void Every_time_was_measured()
    {
        var pipeline = Results("pipeline");
        var timed = Rows().Where(row => row[6].Length > 0).ToArray();
        Assert.Equal(3, timed.Length);
        Assert.All(timed, row => Assert.Contains(pipeline, result =>
            result["command"]!.GetValue<string>().Contains($"/{row[0]}/", StringComparison.Ordinal)
            && Shown(result["seconds"]!, "0.0") == row[6]));
        Assert.All(timed, row => Assert.Contains(pipeline, result => result["peak_mib"]!.ToString() == row[7]));
    }

    [Fact]
    public void Every_join_on_a_gpu_was_measured()
    {
        var joins = Results("gpu-join");
        var rows = SourceTree.Read("README.md").Split('\n')
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Where(line => line.Contains(",000 × ", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1]).ToArray();
        Assert.Equal(2, rows.Length);
        Assert.All(rows, row => Assert.Contains(joins, result =>
            result["bench"]!.ToString() == "gpu-join"
            && $"{result["rows"]!.GetValue<int>():N0} × {result["dim"]}" == row[0]
            && (Shown(result["seconds"]!, "0.00") == row[1] || Shown(result["seconds"]!, "0.0") == row[1])
            && Shown(result["tflops"]!, "0") == row[2]));
        var peer = Assert.Single(joins, result => result["bench"]!.ToString() == "gpu-join-peer");
        Assert.Contains($"reached {peer["tflops"]} TFLOP/s", SourceTree.Read("README.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_disguise_was_measured()
    {
        var measured = Results("evasion");
        var rows = SourceTree.Read("README.md").Split('\n')
            .SkipWhile(line => !line.StartsWith("| disguise", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1]).ToArray();
        Assert.Equal(measured.Length, rows.Sum(row => row.Length - 1));
        foreach (var row in rows)
        {
            var strengths = measured.Where(result => result["operator"]!.ToString() == row[0])
                .OrderBy(result => result["strength"]!.GetValue<double>()).ToArray();
            Assert.Equal(strengths.Select(result => $"{result["found"]} of {result["true"]}"), row[1..]);
        }
    }

    [Fact]
    public void Every_part_that_matters_was_left_out()
    {
        var measured = Results("ablation");
        var all = measured.Single(result => result["without"]!.ToString() == "nothing");
        var matter = measured.Where(result => result == all || result["found"]!.ToString() != all["found"]!.ToString())
            .Select(result => $"| {result["without"]} | {result["found"]} of {result["true"]} | "
                + $"{Shown(result["mean_account_f1"]!, "0.000")} |");
        Assert.All(measured, result => Assert.Equal(0, result["false"]!.GetValue<int>()));
        Assert.All(Scanner.Score.EvidenceChannels.Weights.Keys, channel =>
            Assert.Contains(measured, result => result["without"]!.ToString() == channel));
        var rows = SourceTree.Read("README.md").Split('\n')
            .SkipWhile(line => !line.StartsWith("| without", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.StartsWith("| ", StringComparison.Ordinal));
        Assert.Equal(matter.Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_log_was_judged_by_weights_that_did_not_see_its_families()
    {
        var measured = Results("families");
        var rows = SourceTree.Read("README.md").Split('\n')
            .Where(line => line.StartsWith("| unseen", StringComparison.Ordinal)
                || line.StartsWith("| all seen", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1]).ToArray();
        Assert.Equal(measured.Length, rows.Length);
        Assert.All(rows, row => Assert.Contains(measured, result =>
            (result["weights"]!.ToString() == "all families") == (row[0] == "all seen")
            && result["log"]!.ToString() == row[1].Replace(' ', '-')
            && $"{result["found"]} of {result["true"]}" == row[2] && result["false"]!.ToString() == row[3]
            && (row[4].Length == 0 || Shown(result["account_f1"]!, "0.000") == row[4])
            && (row[5].Length == 0 || Shown(result["median_best_jaccard"]!, "0.000") == row[5])
            && Shown(result["benign_reported_per_10000"]!, "0.0") == row[6]));
    }

    [Fact]
    public void The_weights_are_those_that_were_fitted()
    {
        var fitted = Assert.Single(Results("fit"), result => result["weights"] is not null);
        Assert.Equal(Scanner.Score.EvidenceChannels.PriorLogOdds, fitted["prior"]!.GetValue<double>());
        Assert.All(Scanner.Score.EvidenceChannels.Weights, pair =>
            Assert.Equal(fitted["weights"]![pair.Key]!.GetValue<double>(), pair.Value));
    }

    private static readonly string[] Scenarios = ["dev-", "fresh-", "drawn"];

    [Fact]
    public void Every_peer_was_measured_in_the_same_run()
    {
        var rows = SourceTree.Read("README.md").Split('\n')
            .Where(line => line.StartsWith("| exact join", StringComparison.Ordinal)
                || line.StartsWith("| index of", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1]).ToArray();
        Assert.Equal(7, rows.Length);
        var joins = Results("join").Where(result => result["engine"] is not null
                && result["command"]!.ToString().Contains("V.npy", StringComparison.Ordinal))
            .ToDictionary(result => ($"{result["rows"]!.GetValue<int>():N0}", result["engine"]!.ToString()));
        foreach (var row in rows[..4])
        {
            var size = row[0].Split(' ')[2];
            Assert.Equal($"{joins[(size, "Scanner int8vnni512")]["seconds"]} s", row[1]);
            foreach (var peer in new[] { "FAISS range_search", "numpy upper triangle" })
                Assert.Contains($"{peer} {joins[(size, peer)]["seconds"]} s", row[2..]);
        }

        Assert.Contains(
            $"{Ratios("V.npy", 256)} times less than FAISS, and {Ratios("R.npy", 256)} times on random rows with "
                + "planted duplicates. With 384 numbers a row, from 20,000 rows on, it is "
                + $"{Ratios("V384.npy", 384)} times, and {Ratios("R.npy", 384)} times on random ones.",
            SourceTree.Read("README.md").ReplaceLineEndings(" "), StringComparison.Ordinal);

        var index = Results("index").ToDictionary(result => result["bench"]!.ToString());
        foreach (var (row, bench, figure) in new[]
        {
            (rows[4], "index-build", "rows_per_second"), (rows[5], "index-search", "queries_per_second"),
            (rows[6], "index-build", "mib"),
        })
        {
            Assert.Equal(index[bench][figure]!.ToString(), row[1]);
            Assert.Equal($"hnswlib {index[bench + "-peer"][figure]}", row[2]);
        }

        Assert.Equal(0.955, index["index-search"]["recall"]!.GetValue<double>(), 3);
        Assert.Equal(0.955, index["index-search-peer"]["recall"]!.GetValue<double>(), 3);
    }

    // How many times Scanner's core-seconds FAISS takes, by rows, to two digits.
    private static string Ratios(string vectors, int dim)
    {
        string[] ratios =
        [
            .. Results("join")
                .Where(result => result["engine"]?.ToString() == "FAISS range_search")
                .Where(result => result["dim"]!.GetValue<int>() == dim
                    && result["command"]!.ToString().Contains($" {vectors}", StringComparison.Ordinal))
                .OrderBy(result => result["rows"]!.GetValue<int>())
                .Select(result => result["times_scanner"]!)
                .Select(times => Shown(times, times.GetValue<double>() < 10 ? "0.0" : "0")),
        ];
        return $"{string.Join(", ", ratios[..^1])} and {ratios[^1]}";
    }

    private static string[][] Rows() =>
    [
        .. SourceTree.Read("README.md").Split('\n')
            .Where(line => Scenarios.Any(name => line.StartsWith($"| {name}", StringComparison.Ordinal)))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1]),
    ];

    private static JsonNode[] Results(string bench) =>
    [
        .. SourceTree.Read($"bench/results/{bench}.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<JsonNode>(line)!),
    ];

    private static string Shown(JsonNode number, string format) =>
        number.GetValue<double>().ToString(format, CultureInfo.InvariantCulture);
}
