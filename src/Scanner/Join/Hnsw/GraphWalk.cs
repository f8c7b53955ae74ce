using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Scanner.Runs;

namespace Scanner.Join.Hnsw;

/// <summary>
/// Walks over the graph towards the rows that are most similar to one (the paper's SEARCH-LAYER). Belongs to one
/// thread; many may walk over one graph as long as its links stay as they are.
/// </summary>
internal sealed unsafe class GraphWalk : IDisposable
{
    private readonly HnswRows _rows;
    private readonly HnswGraph _graph;
    private readonly int[] _near;
    private readonly sbyte* _query;
    private ushort[] _visited = [];
    private ushort _visit;
    private int _shift;
    private float _step;

    public GraphWalk(HnswRows rows, HnswGraph graph)
    {
        (_rows, _graph) = (rows, graph);
        _near = new int[2 * graph.M];
        _query = (sbyte*)NativeMemory.AlignedAlloc((nuint)rows.Stride, CacheLines.Bytes);
    }

    /// <summary>What the last walk found, by the similarity of upper bytes.</summary>
    public BestList Best { get; } = new();

    /// <summary>Takes the row that the next walk seeks neighbours of.</summary>
    /// <returns>Whether it has any: a row of zeros is similar to nothing.</returns>
    public bool Seek(ReadOnlySpan<float> values)
    {
        (_shift, _step) = _rows.Ask(values, _query);
        return _step > 0;
    }

    /// <summary>Takes a stored row.</summary>
    /// <inheritdoc cref="Seek(ReadOnlySpan{float})"/>
    public bool Seek(int row)
    {
        (_shift, _step) = _rows.Ask(row, _query);
        Best.Nearby = row;
        return _step > 0;
    }

    /// <summary>Goes from the entry down to a layer, always to the best neighbour.</summary>
    public void Descend(int toLayer)
    {
        Best.Clear(1);
        if (_graph.Entry == HnswGraph.None) return;

        Best.Offer(Best.Key(Similarity(_graph.Entry), _graph.Entry, _graph.IsRemoved(_graph.Entry)));
        for (int layer = _graph.TopLayer; layer > toLayer; layer--) Walk(layer, 1);
    }

    /// <summary>Walks on one layer, from what the last walk found.</summary>
    /// <param name="layer">A layer.</param>
    /// <param name="ef">Rows that are held as candidates, removed ones apart.</param>
    public void Walk(int layer, int ef)
    {
        StartVisit();
        Best.Reopen(ef);
        foreach (ulong key in Best.Keys) _visited[Best.Row(key)] = _visit;
        while (Best.Next(out int row)) OfferAll(_near.AsSpan(0, Unvisited(_graph.Links(row, layer))));
    }

    /// <summary>Offers rows to what the walk found, whether linked or not.</summary>
    public void OfferAll(ReadOnlySpan<int> rows)
    {
        int at = 0;
        for (; at + 4 <= rows.Length; at += 4) OfferFour(rows.Slice(at, 4), 4);
        if (at == rows.Length) return;

        Span<int> last = [rows[at], rows[at], rows[at], rows[at]];
        rows[at..].CopyTo(last);
        OfferFour(last, rows.Length - at);
    }

    /// <summary>The similarity of upper bytes.</summary>
    public float Similarity(int row)
    {
        byte* own = _rows.UpperOf(row);
        var products = Int8Dot.Four(_query, own, own, own, own, _rows.Stride);
        return (products[0] - _shift) * (_step * _rows.Steps.Data[row]);
    }

    /// <inheritdoc/>
    public void Dispose() => NativeMemory.AlignedFree(_query);

    private void OfferFour(ReadOnlySpan<int> rows, int count)
    {
        var products = Int8Dot.Four(
            _query, _rows.UpperOf(rows[0]), _rows.UpperOf(rows[1]), _rows.UpperOf(rows[2]), _rows.UpperOf(rows[3]),
            _rows.Stride) - Vector128.Create(_shift);
        for (int i = 0; i < count; i++)
        {
            float similarity = products[i] * (_step * _rows.Steps.Data[rows[i]]);
            Best.Offer(Best.Key(similarity, rows[i], _graph.RemovedCount > 0 && _graph.IsRemoved(rows[i])));
        }
    }

    // Gathers the linked rows that this walk has not met, and asks the memory for them.
    private int Unvisited(ReadOnlySpan<int> links)
    {
        int count = 0;
        foreach (int row in links)
        {
            if (row == HnswGraph.None) break;
            if ((uint)row >= (uint)_rows.Count)
                throw new ScanException($"The index is damaged: a link to row {row} of {_rows.Count}. Build it again.");
            if (_visited[row] == _visit) continue;

            _visited[row] = _visit;
            _near[count++] = row;
            CacheLines.Prefetch(_rows.UpperOf(row), _rows.Stride);
        }

        return count;
    }

    // A number a walk: that of 65,535 walks before is still there when it comes again, so the numbers are cleared then.
    private void StartVisit()
    {
        if (_visited.Length < _rows.Count) (_visited, _visit) = (new ushort[_rows.Count], 0);
        if (_visit == ushort.MaxValue)
        {
            Array.Clear(_visited);
            _visit = 0;
        }

        _visit++;
    }
}
