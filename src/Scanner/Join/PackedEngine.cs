namespace Scanner.Join;

/// <summary>Joins on the processor: rows packed by a backend, a thread a worker.</summary>
/// <param name="plan">How the matrix is cut.</param>
/// <param name="threshold">Least similarity of a pair, above 0.</param>
internal sealed class PackedEngine(TilePlan plan, float threshold) : ITileEngine<PackedBand>
{
    /// <inheritdoc/>
    public string Name => plan.Backend.Name;

    /// <inheritdoc/>
    public int TileRows => plan.TileRows;

    /// <inheritdoc/>
    public int BandTiles => plan.BandTiles;

    /// <inheritdoc/>
    public int Workers => plan.Threads;

    /// <inheritdoc/>
    public PackedBand OpenBand(RowSource rows, int firstRow) => new(rows, firstRow, plan);

    /// <inheritdoc/>
    public ITileWorker<PackedBand> OpenWorker(int worker, ITileCollector collector) =>
        new Worker(plan, threshold, collector);

    private sealed class Worker(TilePlan plan, float threshold, ITileCollector collector) : ITileWorker<PackedBand>
    {
        private readonly TileHits _hits = new();
        private readonly TileFilter _filter = new(collector, plan.TileRows);

        public void Join(PackedBand left, int leftTile, PackedBand right, int rightTile)
        {
            var (one, other) = (left[leftTile], right[rightTile]);
            _hits.Clear();
            _filter.Close();

            // On the diagonal a filter would count pairs below it, too.
            _hits.Filter = one == other ? null : _filter;
            plan.Backend.Collect(one, other, threshold, _hits);
            if (one == other) _hits.KeepUpper();
            if (_hits.Count > 0) collector.Add(_hits.Hits, one.Range, other.Range);
            if (_filter.IsOpen) _filter.Tell(one.Range, other.Range);
        }

        public void Dispose()
        {
        }
    }
}
