namespace Scanner.Join.Devices;

/// <summary>A launch on the processor: the pieces of two tiles, over all threads.</summary>
internal sealed class ProcessorLane(IJoinBackend backend, int threads, int tileRows, int hitsMax) : IDeviceLane
{
    private readonly ulong[] _leftFloors = new ulong[tileRows], _rightFloors = new ulong[tileRows];
    private readonly int[] _leftLabels = new int[tileRows], _rightLabels = new int[tileRows];
    private readonly int[] _leftCounts = new int[tileRows], _rightCounts = new int[tileRows];
    private readonly TileHit[] _hits = new TileHit[hitsMax];
    private long _hitCount;

    /// <inheritdoc/>
    public Span<ulong> LeftFloors => _leftFloors;

    /// <inheritdoc/>
    public Span<ulong> RightFloors => _rightFloors;

    /// <inheritdoc/>
    public Span<int> LeftLabels => _leftLabels;

    /// <inheritdoc/>
    public Span<int> RightLabels => _rightLabels;

    /// <inheritdoc/>
    public LaneFindings Join(IDeviceTile left, IDeviceTile right, LaneTask task)
    {
        var (one, other) = ((ProcessorTile)left, (ProcessorTile)right);
        Array.Clear(_leftCounts);
        Array.Clear(_rightCounts);
        _hitCount = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads };
        Parallel.For(0, one.Pieces.Length * other.Pieces.Length, parallel, () => new TileHits(), (i, _, hits) =>
        {
            var (piece, partner) = (one.Pieces[i / other.Pieces.Length], other.Pieces[i % other.Pieces.Length]);
            bool isOutside = piece.FirstRow >= task.LeftEnd || piece.FirstRow + piece.Rows <= task.LeftFirst;
            if (isOutside || (task.IsDiagonal && partner.FirstRow < piece.FirstRow)) return hits;

            hits.Clear();
            backend.Collect(piece, partner, task.Low, hits);
            foreach (var hit in hits.Hits)
            {
                var inTile = new TileHit(piece.FirstRow + hit.Left, partner.FirstRow + hit.Right, hit.Similarity);
                Take(inTile, one, other, task);
            }

            return hits;
        }, _ => { });
        return new LaneFindings(
            _leftCounts.AsSpan(0, one.Range.Rows), _rightCounts.AsSpan(0, other.Range.Rows),
            _hitCount <= _hits.Length ? _hits.AsSpan(0, (int)_hitCount) : [], _hitCount);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void Take(TileHit hit, ProcessorTile one, ProcessorTile other, LaneTask task)
    {
        if (hit.Left < task.LeftFirst || hit.Left >= task.LeftEnd || (task.IsDiagonal && hit.Left >= hit.Right)) return;

        if (hit.Similarity >= task.High)
        {
            Interlocked.Increment(ref _leftCounts[hit.Left]);
            Interlocked.Increment(ref _rightCounts[hit.Right]);
            if (!IsWanted(hit, one.Range.FirstRow + hit.Left, other.Range.FirstRow + hit.Right, task.Slack)) return;
        }

        long place = Interlocked.Increment(ref _hitCount) - 1;
        if (place < _hits.Length) _hits[place] = hit;
    }

    private bool IsWanted(TileHit hit, int leftRow, int rightRow, float slack) =>
        _leftLabels[hit.Left] != _rightLabels[hit.Right]
        || Neighbor.Key(rightRow, hit.Similarity + slack) > _leftFloors[hit.Left]
        || Neighbor.Key(leftRow, hit.Similarity + slack) > _rightFloors[hit.Right];
}
