using System.Globalization;
using Scanner.Runs;
using Scanner.Score;

namespace Scanner.Bench.Detection;

/// <summary>A candidate of a run with what the labels of its log say it is.</summary>
/// <param name="Log">Name of the log.</param>
/// <param name="Family">The campaign family, or the kind of look-alike; "ordinary" where it is neither.</param>
/// <param name="IsCampaign">Whether most carriers belong to one planted campaign.</param>
/// <param name="Score">Score of the run.</param>
/// <param name="Carriers">Accounts that carry it.</param>
/// <param name="IsSignificant">Whether its spread is beyond chance at the default false-discovery rate.</param>
/// <param name="Values">What each channel measured.</param>
/// <param name="Nats">What each channel added.</param>
internal sealed record LabelledCandidate(string Log, string Family, bool IsCampaign, double Score, int Carriers,
    bool IsSignificant, IReadOnlyDictionary<string, double> Values, IReadOnlyDictionary<string, double> Nats)
{
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
        var logP = new SortedDictionary<int, double>();
        Each("candidates", "candidate, templates, log_p", reader => logP[reader.Int] = reader.Number);
        var significant = Tails.Discoveries([.. logP.Values], new ScoreOptions().Fdr);

        var labels = GroupLabels.Of(folder);
        return [.. scores.Keys.Order().Select(candidate =>
        {
            var (family, isCampaign) = labels.LabelOf(carriers[candidate]);
            return new LabelledCandidate(log, family, isCampaign, scores[candidate], carriers[candidate].Count,
                significant[candidate], values[candidate], nats[candidate]);
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

    /// <summary>One line: log, family, label, score, and every channel's measure and nats.</summary>
    public override string ToString() => string.Join('\t', [Log, Family, IsCampaign ? "1" : "0", Shown(Score),
        $"{Carriers}", .. Values.Select(pair => $"{pair.Key}={Shown(pair.Value)}:{Shown(Nats[pair.Key])}")]);

    private static string Shown(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
