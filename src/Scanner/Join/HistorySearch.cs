using Scanner.Embed;
using Scanner.Join.Devices;
using Scanner.Join.Hnsw;
using Scanner.Runs;

namespace Scanner.Join;

/// <summary>Options of <c>scan search</c>.</summary>
/// <param name="Vectors">
/// New rows: a <c>.npy</c> file, [rows × dim] float16 or float32; every row of unit length, or zero.
/// </param>
/// <param name="History">Rows to look in: such a file, of the same dim, or an index of <c>scan index</c>.</param>
/// <param name="Output">Parquet file to write, replaced where it exists.</param>
/// <param name="Threshold">Least cosine similarity of a match, in (0, 1].</param>
public sealed record HistorySearchOptions(string Vectors, string History, string Output, float Threshold)
{
    /// <summary>Most similar rows of the history that are kept for a new row, at least 1.</summary>
    public int Top { get; init; } = 10;

    /// <summary>Candidates that a walk over an index holds. More: better, slower.</summary>
    public int Ef { get; init; } = 200;

    /// <summary>How all rows are compared where the history is no index; see <see cref="JoinSettings"/>.</summary>
    public string? Backend { get; init; }

    /// <summary>Where they are compared, as <see cref="DeviceChoice.Parse"/> reads it.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>The GPUs that the program can join on.</summary>
    public IJoinDevices Devices { get; init; } = NoJoinDevices.OfLibrary;

    /// <summary>Told in a sentence what the user should know.</summary>
    public Action<string> Say { get; init; } = _ => { };

    /// <summary>Threads, at least 1. Never changes a result.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}

/// <summary>What <c>scan search</c> found and took.</summary>
/// <param name="Rows">New rows.</param>
/// <param name="HistoryRows">Rows that they could match.</param>
/// <param name="Matches">Matches in the file.</param>
/// <param name="RowsMatched">New rows that have one.</param>
/// <param name="Seconds">Seconds of the search itself.</param>
/// <param name="Backend">"hnsw", or the backend that compared all.</param>
/// <param name="Recall">How much of what is nearest an index found; null where all rows were compared.</param>
public sealed record HistorySearchSummary(
    int Rows, int HistoryRows, int Matches, int RowsMatched, double Seconds, string Backend, HnswRecall? Recall);

/// <summary>
/// Looks up new rows in a history: <c>scan search NEW.npy HISTORY --threshold T --out matches.parquet</c>. Exact where
/// the history is a matrix; by an index where it is one, with its recall measured on a sample.
/// </summary>
public static class HistorySearch
{
    /// <summary>
    /// Searches and writes <c>row, neighbor, similarity</c>, the matches of a row best first.
    /// </summary>
    /// <param name="options">What to search.</param>
    /// <param name="onStep">Told how much is done, and of how much; from several threads.</param>
    /// <param name="cancellation">Ends it with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ScanException">A file cannot be read or written, an option is out of range, or a row is neither
    /// unit nor zero.</exception>
    public static HistorySearchSummary Run(
        HistorySearchOptions options, Action<long, long>? onStep = null, CancellationToken cancellation = default)
    {
        var settings = new JoinSettings(options.Threshold)
        {
            Cap = options.Top,
            Backend = options.Backend,
            Device = DeviceChoice.Parse(options.Device),
            Devices = options.Devices,
            Say = options.Say,
            Threads = options.Threads,
        };
        settings.Check();
        JoinBackends.Check(options.Backend);
        var output = PairFile.Check(options.Output);
        using var vectors = VectorFile.Open(options.Vectors);
        var rows = RowSource.Of(vectors, options.Vectors);
        if ((long)rows.Rows * options.Top > Limits.PairsKeptMax)
        {
            throw new ScanException($"{options.Vectors}: {rows.Rows:N0} rows with {options.Top} matches each may be "
                + $"more than {Limits.PairsKeptMax:N0}. Ask for fewer with --top, or search a part of the rows.");
        }

        var (pairs, summary) = HnswFile.IsIndex(options.History)
            ? ByIndex(rows, options, onStep, cancellation)
            : ByComparingAll(rows, options.History, settings, onStep, cancellation);
        PairFile.Publish(pairs, "row", "neighbor", output, options.Threads);
        return summary;
    }

    private static HistorySearchSummary Summary(
        RowSource rows, int historyRows, SimilarPair[] pairs, double seconds, string backend, HnswRecall? recall) =>
        new(rows.Rows, historyRows, pairs.Length, pairs.Select(pair => pair.Left).Distinct().Count(), seconds, backend,
            recall);

    private static (SimilarPair[], HistorySearchSummary) ByComparingAll(
        RowSource rows, string history, JoinSettings settings, Action<long, long>? onTile,
        CancellationToken cancellation)
    {
        using var matrix = VectorFile.Open(history);
        var result = Joiner.JoinHistory(rows, RowSource.Of(matrix, history), settings, onTile, cancellation);
        var pairs = result.Pairs;
        Array.Sort(pairs, (one, other) =>
            (one.Left, -one.Similarity, one.Right).CompareTo((other.Left, -other.Similarity, other.Right)));
        return (pairs, Summary(rows, matrix.Rows, pairs, result.Work.Seconds, result.Work.Backend, recall: null));
    }

    private static (SimilarPair[], HistorySearchSummary) ByIndex(
        RowSource rows, HistorySearchOptions options, Action<long, long>? onRow, CancellationToken cancellation)
    {
        using var index = HnswIndex.Open(options.History);
        var found = index.Search(rows, options.Top, options.Ef, options.Threads, onRow, cancellation);
        var recall = HnswRecall.Measure(
            index, rows, found, Limits.HnswRecallQueries, options.Threads, cancellation);
        SimilarPair[] pairs = [.. Enumerable.Range(0, found.Rows.Length)
            .Where(at => found.Rows[at] != HnswIndex.None && found.Similarities[at] >= options.Threshold)
            .Select(at => new SimilarPair(at / options.Top, found.Rows[at], found.Similarities[at]))];
        return (pairs, Summary(rows, index.RowsLeft, pairs, found.Seconds, "hnsw", recall));
    }
}
