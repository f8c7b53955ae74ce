using System.Diagnostics;
using System.Globalization;
using Scanner.Runs;

namespace Scanner.Join.Hnsw;

/// <summary>Options of <c>scan index</c>.</summary>
/// <param name="Index">The index: made where it is missing and rows are added.</param>
public sealed record IndexUpdateOptions(string Index)
{
    /// <summary><c>.npy</c> files whose rows are added, one after the other.</summary>
    public IReadOnlyList<string> Add { get; init; } = [];

    /// <summary>A file with the numbers of rows to remove, one a line; null for none.</summary>
    public string? Remove { get; init; }

    /// <summary>How a new index is built; null for the defaults, and for what is there.</summary>
    public HnswOptions? Build { get; init; }

    /// <summary>Threads, at least 1. Never changes a result.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}

/// <summary>What an index holds now, and what <c>scan index</c> did.</summary>
/// <param name="Rows">Rows that were ever added.</param>
/// <param name="RowsLeft">Rows that can be found.</param>
/// <param name="Dim">Length of a row.</param>
/// <param name="M">See <see cref="HnswOptions.M"/>.</param>
/// <param name="EfConstruction">See <see cref="HnswOptions.EfConstruction"/>.</param>
/// <param name="Bytes">Bytes of rows and links.</param>
/// <param name="RowsAdded">Rows added now; the first of them is row <c>Rows - RowsAdded</c>.</param>
/// <param name="RowsRemoved">Rows removed now.</param>
/// <param name="Seconds">Seconds of adding them.</param>
public sealed record IndexUpdateSummary(
    int Rows, int RowsLeft, int Dim, int M, int EfConstruction, long Bytes, int RowsAdded, int RowsRemoved,
    double Seconds);

/// <summary>Builds an index, adds to it, removes from it, or tells what it holds.</summary>
public static class IndexUpdate
{
    /// <summary>
    /// Removes rows, then adds others, then saves; nothing is changed on disk where anything is refused.
    /// </summary>
    /// <param name="options">What to do; where it is nothing, the index is only read.</param>
    /// <param name="onRow">Told how many rows of a file are linked, and of how many.</param>
    /// <param name="cancellation">Ends it with <see cref="OperationCanceledException"/>; the file stays as it
    /// was.</param>
    /// <exception cref="ScanException">A file cannot be read or written, or holds what it must not.</exception>
    public static IndexUpdateSummary Run(
        IndexUpdateOptions options, Action<long, long>? onRow = null, CancellationToken cancellation = default)
    {
        options.Build?.Check();
        bool isThere = File.Exists(options.Index);
        if (isThere && options.Build is not null)
        {
            throw new ScanException($"{options.Index}: is there already and keeps the M and efConstruction that it was "
                + "built with. Leave --m and --ef-construction out, or name another file.");
        }

        using var index = isThere ? HnswIndex.Open(options.Index) : New(options);
        int before = index.Rows, removed = 0;
        if (options.Remove is { } list)
            foreach (int row in ReadRows(list, index)) removed += index.Remove(row) ? 1 : 0;

        var clock = Stopwatch.StartNew();
        foreach (var file in options.Add)
        {
            using var vectors = VectorFile.Open(file);
            index.Add(RowSource.Of(vectors, file), options.Threads, onRow, cancellation);
        }

        double seconds = clock.Elapsed.TotalSeconds;
        if (options.Add.Count > 0 || removed > 0) index.Save(options.Index);
        return new IndexUpdateSummary(
            index.Rows, index.RowsLeft, index.Dim, index.Options.M, index.Options.EfConstruction, index.Bytes,
            index.Rows - before, removed, seconds);
    }

    private static HnswIndex New(IndexUpdateOptions options)
    {
        if (options.Add.Count == 0)
        {
            throw new ScanException(
                $"{options.Index}: there is no such index. Name the vectors to make one of with --add V.npy.");
        }

        using var vectors = VectorFile.Open(options.Add[0]);
        return new HnswIndex(vectors.Dim, options.Build ?? new HnswOptions());
    }

    private static List<int> ReadRows(string file, HnswIndex index)
    {
        var rows = new List<int>();
        try
        {
            foreach (var line in File.ReadLines(file))
            {
                if (!int.TryParse(line, CultureInfo.InvariantCulture, out int row) || row < 0 || row >= index.Rows)
                {
                    throw new ScanException($"{file}:{rows.Count + 1}: found '{line}', expected the number of a row of "
                        + $"the index, from 0 to {index.Rows - 1}. Nothing was removed.");
                }

                rows.Add(row);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ScanException(
                $"{file}: cannot be read: {error.Message} Expected numbers of rows, one a line.", error);
        }

        return rows;
    }
}
