using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Scanner.Join.Hnsw;

/// <summary>
/// Links new rows into a graph, by batches: all rows of a batch seek their neighbours in the graph as it was before,
/// and among each other; then the rows that they chose are linked back to them. No lock, and the same graph for any
/// number of threads (Manohar et al.: ParlayANN, Scalable and deterministic parallel graph-based approximate nearest
/// neighbor search algorithms, PPoPP 2024).
/// </summary>
internal sealed class HnswBuilder : IDisposable
{
    // Every row of a batch is compared with all others of it: 512 products beside the 3,000 or so of its walk, and work
    // enough for many cores.
    private const int BatchRows = 512;

    private readonly HnswRows _rows;
    private readonly HnswGraph _graph;
    private readonly int _efConstruction;
    private readonly ParallelOptions _parallel;
    private readonly ConcurrentBag<Worker> _workers = [];

    public HnswBuilder(HnswRows rows, HnswGraph graph, int efConstruction, ParallelOptions parallel)
    {
        (_rows, _graph, _efConstruction, _parallel) = (rows, graph, efConstruction, parallel);
    }

    /// <summary>Links rows that are stored and have room in the graph.</summary>
    /// <param name="firstRow">The first of them; all others are new, too.</param>
    /// <param name="onRow">Told how many are linked.</param>
    public void LinkFrom(int firstRow, Action<int> onRow)
    {
        for (int first = firstRow; first < _rows.Count; first += BatchRows)
        {
            _parallel.CancellationToken.ThrowIfCancellationRequested();
            int end = Math.Min(_rows.Count, first + BatchRows);
            LinkBatch(first, end);
            onRow(end - firstRow);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var worker in _workers) worker.Dispose();
    }

    private unsafe void LinkBatch(int first, int end)
    {
        // Rows of zeros are similar to nothing and stay without links.
        int[] batch = [.. Enumerable.Range(first, end - first).Where(row => _rows.Steps.Data[row] > 0)];
        if (batch.Length == 0) return;

        int top = batch.Max(_graph.LayerOf);
        int[][] onLayer = [.. Enumerable.Range(0, top + 1)
            .Select(layer => Array.FindAll(batch, row => _graph.LayerOf(row) >= layer))];
        ForAll(batch.Length, (i, worker) => LinkOut(batch[i], onLayer, worker));
        for (int layer = 0; layer <= top; layer++) LinkBack(onLayer[layer], layer);
        if (top > _graph.TopLayer) (_graph.TopLayer, _graph.Entry) = (top, onLayer[top][0]);
    }

    // Writes a row's own links, which nobody reads before all rows of the batch have theirs.
    private void LinkOut(int row, int[][] onLayer, Worker worker)
    {
        int highest = _graph.LayerOf(row);
        worker.Walk.Seek(row);
        for (int layer = highest; layer >= 0; layer--)
        {
            var best = worker.Walk.Best;
            if (layer > _graph.TopLayer)
            {
                best.Clear(_efConstruction);
            }
            else
            {
                if (layer == Math.Min(highest, _graph.TopLayer)) worker.Walk.Descend(layer);
                worker.Walk.Walk(layer, _efConstruction);
            }

            var others = onLayer[layer];
            int own = Array.BinarySearch(others, row);
            worker.Walk.OfferAll(others.AsSpan(0, own));
            worker.Walk.OfferAll(others.AsSpan(own + 1));
            worker.Choice.Choose(best, _graph.Links(row, layer)[.._graph.M]);
            best.RemoveFrom(onLayer[0][0]);
        }
    }

    private void LinkBack(int[] batch, int layer)
    {
        var links = new List<(int To, int From)>();
        foreach (int row in batch)
        {
            foreach (int to in _graph.Links(row, layer))
            {
                if (to == HnswGraph.None) break;
                links.Add((to, row));
            }
        }

        links.Sort();
        var starts = Enumerable.Range(0, links.Count).Where(i => i == 0 || links[i].To != links[i - 1].To).ToArray();
        ForAll(starts.Length, (i, worker) =>
        {
            int end = i + 1 < starts.Length ? starts[i + 1] : links.Count;
            LinkBack(CollectionsMarshal.AsSpan(links)[starts[i]..end], layer, worker);
        });
    }

    // One row gets links to all rows of the batch that link to it; where they are too many, the best are chosen anew.
    private void LinkBack(ReadOnlySpan<(int To, int From)> added, int layer, Worker worker)
    {
        int row = added[0].To;
        var links = _graph.Links(row, layer);
        int count = links.IndexOf(HnswGraph.None);
        var all = worker.Rows;
        all.Clear();
        all.AddRange(count < 0 ? links : links[..count]);
        count = all.Count;
        foreach (var (_, from) in added)
            if (!links.Contains(from)) all.Add(from);

        var rows = CollectionsMarshal.AsSpan(all);
        if (rows.Length <= links.Length)
        {
            rows[count..].CopyTo(links[count..]);
            return;
        }

        worker.Walk.Seek(row);
        worker.Walk.Best.Clear(rows.Length);
        worker.Walk.OfferAll(rows);
        worker.Choice.Choose(worker.Walk.Best, links);
    }

    private void ForAll(int count, Action<int, Worker> body) => Parallel.For(
        0, count, _parallel, () => _workers.TryTake(out var worker) ? worker : new Worker(_rows, _graph),
        (i, _, worker) =>
        {
            body(i, worker);
            return worker;
        }, _workers.Add);

    // What a thread needs for itself.
    private sealed class Worker(HnswRows rows, HnswGraph graph) : IDisposable
    {
        public GraphWalk Walk { get; } = new(rows, graph);

        public NeighborChoice Choice { get; } = new(rows, graph.M);

        public List<int> Rows { get; } = [];

        public void Dispose()
        {
            Walk.Dispose();
            Choice.Dispose();
        }
    }
}
