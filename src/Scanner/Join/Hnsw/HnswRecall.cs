namespace Scanner.Join.Hnsw;

/// <summary>How much of what is nearest a search has found.</summary>
/// <param name="Queries">Rows that were compared with every row of the index.</param>
/// <param name="Recall">
/// Share of their true neighbours that were found, in [0, 1]: of the <c>top</c> best rows, counted by similarity, so
/// that rows that are as similar as the last one are as good. 1 where there was nothing to find.
/// </param>
/// <param name="RecallWithin">
/// The same, where a row counts as good that is less similar than the last one by <see cref="Resolution"/> at most:
/// among thousands of rows that nearly equal each other, walks do not tell which are nearest.
/// </param>
public sealed record HnswRecall(int Queries, double Recall, double RecallWithin)
{
    /// <summary>
    /// What upper bytes tell apart: the similarity of two rows of 256 components is off by about so much.
    /// </summary>
    public const float Resolution = 0.001f;

    // Similarities are those of stored rows, which agree with themselves but for the order of additions.
    private const float Tolerance = 1e-6f;

    /// <summary>Measures it on queries spread evenly over all.</summary>
    /// <param name="index">The index that was searched.</param>
    /// <param name="queries">[queries × dim] that were asked.</param>
    /// <param name="matches">What was found.</param>
    /// <param name="sampleMax">Queries to compare at most; each costs a product with every row of the index.</param>
    /// <param name="threads">Threads, at least 1.</param>
    /// <param name="cancellation">Ends it with <see cref="OperationCanceledException"/>.</param>
    public static HnswRecall Measure(
        HnswIndex index, RowSource queries, HnswMatches matches, int sampleMax, int threads,
        CancellationToken cancellation = default)
    {
        int sample = Math.Min(sampleMax, queries.Rows), top = matches.Top;
        long found = 0, foundWithin = 0, expected = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        Parallel.For(0, sample, parallel, () => new ExactSeeker(index), (i, _, seeker) =>
        {
            int query = (int)((long)i * queries.Rows / sample);
            var values = new float[index.Dim];
            queries.Copy(query, 1, values);
            var nearest = seeker.Seek(values, top);
            Interlocked.Add(ref expected, nearest.Count);
            if (nearest.Count == 0) return seeker;

            float least = BestList.Similarity(nearest.Keys[^1]);
            Interlocked.Add(ref found, CountFrom(matches, query, least - Tolerance));
            Interlocked.Add(ref foundWithin, CountFrom(matches, query, least - Resolution));
            return seeker;
        }, seeker => seeker.Dispose());
        return expected == 0
            ? new HnswRecall(sample, 1, 1)
            : new HnswRecall(sample, (double)found / expected, (double)foundWithin / expected);
    }

    private static int CountFrom(HnswMatches matches, int query, float least)
    {
        int count = 0;
        for (int k = query * matches.Top; k < (query + 1) * matches.Top; k++)
            if (matches.Rows[k] != HnswIndex.None && matches.Similarities[k] >= least) count++;
        return count;
    }
}
