using System.Diagnostics;
using Scanner.Runs;

namespace Scanner.Join.Hnsw;

/// <summary>
/// An index for looking up the nearest rows of a large history without comparing all of it: approximate, with a recall
/// that <see cref="HnswRecall"/> measures. Hierarchical navigable small world graphs (Malkov and Yashunin: Efficient
/// and robust approximate nearest neighbor search using HNSW graphs, IEEE TPAMI 42(4), 2020).
/// </summary>
/// <remarks>
/// Rows are numbered in the order in which they are added, from 0. What comes back does not depend on the number of
/// threads. Searches may run at a time; adding, removing and saving want the index for themselves. A row takes 2 bytes
/// a component and 4 × (2 M + 2) for the rest: 648 bytes at 256 components and M = 16, where float32 alone is 1,024.
/// </remarks>
public sealed class HnswIndex : IDisposable
{
    /// <summary>Where there is no neighbour.</summary>
    public const int None = HnswGraph.None;

    // 1,024 rows × 256 × 4 bytes = 1 MiB are read at a time.
    private const int RowsAtOnce = 1024;

    /// <summary>An index without rows.</summary>
    /// <param name="dim">Length of a row, from 1 to <see cref="Limits.VectorDimMax"/>.</param>
    /// <param name="options">How to build it.</param>
    /// <exception cref="ScanException">An option is out of range.</exception>
    public HnswIndex(int dim, HnswOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dim, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dim, Limits.VectorDimMax);
        options.Check();
        Options = options;
        Vectors = new HnswRows(dim);
        Graph = new HnswGraph(options.M);
    }

    /// <summary>How it is built.</summary>
    public HnswOptions Options { get; }

    /// <summary>Length of a row.</summary>
    public int Dim => Vectors.Dim;

    /// <summary>Rows that were ever added.</summary>
    public int Rows => Vectors.Count;

    /// <summary>Rows that can be found: added, and not removed since.</summary>
    public int RowsLeft => Rows - Graph.RemovedCount;

    /// <summary>Bytes of rows and links, in memory or in the mapped file.</summary>
    public long Bytes => Vectors.Bytes + Graph.Bytes;

    internal HnswRows Vectors { get; }

    internal HnswGraph Graph { get; }

    internal HnswMapping? Mapping { get; set; }

    /// <summary>Opens a saved index; it is mapped into memory, not read, until rows are added.</summary>
    /// <exception cref="ScanException">No such file, no index, of another version, or cut off.</exception>
    public static HnswIndex Open(string path) => HnswFile.Open(path);

    /// <summary>Adds rows.</summary>
    /// <param name="rows">[rows × dim]; every row of unit length, or zero, which is similar to nothing.</param>
    /// <param name="threads">Threads, at least 1.</param>
    /// <param name="onRow">Told how many rows are linked, and of how many.</param>
    /// <param name="cancellation">
    /// Ends it with <see cref="OperationCanceledException"/>; the index holds a part of the rows then: dispose of it.
    /// </param>
    /// <exception cref="ScanException">Another dim, too many rows, or a row is neither of unit length nor
    /// zero.</exception>
    public void Add(
        RowSource rows, int threads, Action<long, long>? onRow = null, CancellationToken cancellation = default)
    {
        CheckRows(rows, threads, cancellation);
        if ((long)Rows + rows.Rows >= Limits.TextsMax)
        {
            throw new ScanException($"{rows.Name}: {rows.Rows:N0} rows beside {Rows:N0} in the index are more than "
                + $"{Limits.TextsMax:N0}. Begin another index.");
        }

        // Where all rows are removed there is nobody to link to: as in an empty graph.
        if (RowsLeft == 0) (Graph.Entry, Graph.TopLayer) = (None, None);
        int first = Rows;
        Vectors.Grow(first + rows.Rows);
        Graph.Grow(first + rows.Rows);
        var parallel = ParallelOf(threads, cancellation);
        ForRows(rows, parallel, () => (HnswSeeker?)null, (row, values, _) => Vectors.Set(first + row, values));
        using var builder = new HnswBuilder(Vectors, Graph, Options.EfConstruction, parallel);
        builder.LinkFrom(first, linked => onRow?.Invoke(linked, rows.Rows));
    }

    /// <summary>Removes a row: it is never found again. Its room is free when the index is built anew.</summary>
    /// <param name="row">A row of the index.</param>
    /// <returns>Whether it was there.</returns>
    /// <exception cref="ScanException">The index never had such a row.</exception>
    public bool Remove(int row)
    {
        if (row < 0 || row >= Rows)
            throw new ScanException($"row {row}: the index has rows from 0 to {Rows - 1:N0}. Name one of them.");
        return Graph.Remove(row);
    }

    /// <summary>Seeks the most similar rows of the index for each of other rows.</summary>
    /// <param name="queries">[queries × dim]; every row of unit length, or zero, which finds nothing.</param>
    /// <param name="top">Neighbours sought, at least 1.</param>
    /// <param name="ef">Candidates held by a walk; at least <paramref name="top"/> are. More: better, slower.</param>
    /// <param name="threads">Threads, at least 1.</param>
    /// <param name="onRow">Told how many rows have asked, and of how many; from several threads.</param>
    /// <param name="cancellation">Ends it with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ScanException">Another dim, an option out of range, or a row is neither of unit length nor
    /// zero.</exception>
    public HnswMatches Search(
        RowSource queries, int top, int ef, int threads,
        Action<long, long>? onRow = null, CancellationToken cancellation = default)
    {
        CheckRows(queries, threads, cancellation);
        if (top < 1 || Math.Max(top, ef) > Limits.HnswCandidatesMax)
        {
            throw new ScanException($"top {top}, ef {ef}: expected a top of at least 1, and both at most "
                + $"{Limits.HnswCandidatesMax:N0}.");
        }

        var clock = Stopwatch.StartNew();
        var rows = new int[checked(queries.Rows * top)];
        var similarities = new float[rows.Length];
        Array.Fill(rows, None);
        long done = 0;
        ForRows(queries, ParallelOf(threads, cancellation), () => new HnswSeeker(this, ef), (row, values, seeker) =>
        {
            seeker.Seek(values, rows.AsSpan(row * top, top), similarities.AsSpan(row * top, top));
            long count = Interlocked.Increment(ref done);
            if (count % RowsAtOnce == 0) onRow?.Invoke(count, queries.Rows);
        });
        return new HnswMatches(top, rows, similarities, clock.Elapsed.TotalSeconds);
    }

    /// <summary>
    /// Saves it: written aside, brought to the disk, renamed, so that the file is the old one or the new one whenever
    /// the machine stops. From then on it is read from that file.
    /// </summary>
    /// <exception cref="ScanException">The file cannot be written.</exception>
    public void Save(string path) => HnswFile.Save(this, path);

    /// <inheritdoc/>
    public void Dispose()
    {
        Vectors.Dispose();
        Graph.Dispose();
        Mapping?.Dispose();
    }

    private void CheckRows(RowSource rows, int threads, CancellationToken cancellation)
    {
        if (rows.Dim != Dim)
        {
            throw new ScanException(
                $"{rows.Name} has rows of length {rows.Dim}, the index of {Dim}. Embed both with one model.");
        }

        UnitRows.Check(rows, threads, cancellation);
    }

    private delegate void UseRow<TOwn>(int row, ReadOnlySpan<float> values, TOwn own);

    // Hands out all rows; each thread has a thing of its own.
    private static void ForRows<TOwn>(RowSource rows, ParallelOptions parallel, Func<TOwn> make, UseRow<TOwn> use)
        where TOwn : IDisposable?
    {
        int chunkRows = Math.Clamp(rows.Rows / (8 * parallel.MaxDegreeOfParallelism), 1, RowsAtOnce);
        int chunks = (rows.Rows + chunkRows - 1) / chunkRows;
        Parallel.For(0, chunks, parallel, () => (Own: make(), Values: new float[chunkRows * rows.Dim]),
            (chunk, _, thread) =>
            {
                int first = chunk * chunkRows, count = Math.Min(chunkRows, rows.Rows - first);
                rows.Copy(first, count, thread.Values);
                for (int i = 0; i < count; i++)
                    use(first + i, thread.Values.AsSpan(i * rows.Dim, rows.Dim), thread.Own);
                return thread;
            }, thread => thread.Own?.Dispose());
    }

    private static ParallelOptions ParallelOf(int threads, CancellationToken cancellation) =>
        new() { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
}
