using System.Globalization;
using System.Text.Json.Nodes;
using Scanner.Runs;

namespace Scanner.Bench.Detection;

/// <summary>A candidate of a run with what the labels of its log say it is.</summary>
/// <param name="Log">Name of the log.</param>
/// <param name="Family">The campaign family, or the kind of look-alike; "ordinary" where it is neither.</param>
/// <param name="IsCampaign">Whether most carriers belong to one planted campaign.</param>
/// <param name="Score">Score of the run.</param>
/// <param name="Carriers">Accounts that carry it.</param>
/// <param name="Values">What each channel measured.</param>
/// <param name="Nats">What each channel added.</param>
internal sealed record LabelledCandidate(string Log, string Family, bool IsCampaign, double Score, int Carriers,
    IReadOnlyDictionary<string, double> Values, IReadOnlyDictionary<string, double> Nats)
{
    private const double MostShare = 0.5;

    /// <summary>The candidates of a run.</summary>
    public static List<LabelledCandidate> Read(string log, string folder, RunFolder run)
    {
        using var database = Database.InMemory(
            new DatabaseOptions(1, Limits.DatabaseBytesMax, run.Path, CancellationToken.None));
        var carriers = new Dictionary<int, List<string>>();
        Each("carriers", "candidate, account", reader =>
            (carriers.TryGetValue(reader.Int, out var of) ? of : carriers[reader.Int] = []).Add(reader.Text));
        var values = new Dictionary<int, Dictionary<string, double>>();
        var nats = new Dictionary<int, Dictionary<string, double>>();
        Each("evidence", "candidate, channel, value", reader => Add(values, reader.Int, reader.Text, reader.Number));
        Each("evidence", "candidate, channel, log_likelihood_ratio",
            reader => Add(nats, reader.Int, reader.Text, reader.Number));
        var scores = new Dictionary<int, double>();
        Each("candidates", "candidate, templates, score", reader => scores[reader.Int] = reader.Number);

        var groups = Groups(folder);
        return [.. scores.Keys.Order().Select(candidate =>
        {
            var (family, isCampaign) = LabelOf(carriers[candidate], groups);
            return new LabelledCandidate(log, family, isCampaign, scores[candidate], carriers[candidate].Count,
                values[candidate], nats[candidate]);
        })];

        void Each(string table, string columns, Action<(int Int, string Text, double Number)> see)
        {
            using var reader = database.Query($"SELECT {columns} FROM read_parquet("
                + $"{Database.Literal(run.Artifact(Stage.Score, table + ".parquet"))})");
            while (reader.NextChunk())
            {
                for (var row = 0; row < reader.RowCount; row++)
                {
                    see((reader.Column<int>(0)[row], reader.Text(1, row)!,
                        columns.Count(c => c == ',') > 1 ? reader.Column<double>(2)[row] : 0));
                }
            }
        }
    }

    private static void Add(
        Dictionary<int, Dictionary<string, double>> all, int candidate, string channel, double value) =>
        (all.TryGetValue(candidate, out var of) ? of : all[candidate] = [])[channel] = value;

    private static List<(string Family, bool IsCampaign, HashSet<string> Accounts)> Groups(string folder)
    {
        var labels = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "labels", "campaigns.json")))!;
        return [.. Part("campaigns"), .. Part("confounders")];

        IEnumerable<(string, bool, HashSet<string>)> Part(string part) => labels[part]!.AsArray().Select(group =>
            (group!["family"]!.ToString(), part == "campaigns",
                group["accounts"]!.AsObject().Select(account => account.Key).ToHashSet()));
    }

    private static (string Family, bool IsCampaign) LabelOf(
        List<string> carriers, List<(string Family, bool IsCampaign, HashSet<string> Accounts)> groups)
    {
        var best = groups.MaxBy(group => (double)carriers.Count(group.Accounts.Contains) / carriers.Count);
        return best.Accounts is not null
            && carriers.Count(best.Accounts.Contains) >= MostShare * carriers.Count
            ? (best.Family, best.IsCampaign) : ("ordinary", false);
    }

    /// <summary>One line: log, family, label, score, and every channel's measure and nats.</summary>
    public override string ToString() => string.Join('\t', [Log, Family, IsCampaign ? "1" : "0", Shown(Score),
        $"{Carriers}", .. Values.Select(pair => $"{pair.Key}={Shown(pair.Value)}:{Shown(Nats[pair.Key])}")]);

    private static string Shown(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
