namespace Scanner.Join.Hnsw;

/// <summary>Answers queries one by one. Belongs to one thread.</summary>
internal sealed class HnswSeeker(HnswIndex index, int ef) : IDisposable
{
    private readonly GraphWalk _walk = new(index.Vectors, index.Graph);
    private readonly float[] _scratch = new float[index.Dim];
    private readonly BestList _found = new();

    /// <summary>Seeks neighbours.</summary>
    /// <param name="values">[dim], of unit length or zero.</param>
    /// <param name="rows">[top] receives rows, best first; left as it is behind the last.</param>
    /// <param name="similarities">[top] receives their similarities.</param>
    public void Seek(ReadOnlySpan<float> values, Span<int> rows, Span<float> similarities)
    {
        if (!_walk.Seek(values)) return;

        _walk.Descend(0);
        _walk.Walk(0, Math.Max(ef, rows.Length));
        _found.Clear(rows.Length);
        foreach (ulong key in _walk.Best.Keys)
        {
            if (BestList.IsRemoved(key)) continue;

            int row = _walk.Best.Row(key);
            _found.Offer(_found.Key(index.Vectors.Similarity(row, values, _scratch), row, isRemoved: false));
        }

        for (int i = 0; i < _found.Count; i++)
        {
            rows[i] = _found.Row(_found.Keys[i]);
            similarities[i] = BestList.Similarity(_found.Keys[i]);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _walk.Dispose();
}
