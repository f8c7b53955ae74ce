using System.Runtime.ExceptionServices;

namespace Scanner.Join;

/// <summary>
/// Walks the similarity matrix tile by tile: the upper triangle of a matrix with itself, or new rows × history. Both
/// sides are cut into bands that fit the memory, bands into tiles that fit the cache; threads take tiles from a queue.
/// </summary>
internal sealed class TileScheduler
{
    private readonly TilePlan _plan;
    private readonly float _threshold;
    private readonly ITileCollector _collector;
    private readonly Action<long, long>? _onTile;
    private readonly ParallelOptions _parallel;
    private long _done;
    private long _total;

    /// <param name="plan">How to cut.</param>
    /// <param name="threshold">Least similarity of a pair, above 0.</param>
    /// <param name="collector">Takes in what is found.</param>
    /// <param name="onTile">Told how many tiles are done, and how many there are; from several threads.</param>
    /// <param name="cancellation">Ends the walk between two tiles.</param>
    public TileScheduler(
        TilePlan plan, float threshold, ITileCollector collector,
        Action<long, long>? onTile, CancellationToken cancellation)
    {
        _plan = plan;
        _threshold = threshold;
        _collector = collector;
        _onTile = onTile;
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = plan.Threads, CancellationToken = cancellation };
    }

    /// <summary>Every unordered pair of two different rows, once.</summary>
    public void WalkTriangle(RowSource rows) => Walk(rows, rows, isTriangle: true);

    /// <summary>Every new row with every row of the history.</summary>
    public void WalkRectangle(RowSource newRows, RowSource history) => Walk(newRows, history, isTriangle: false);

    private void Walk(RowSource leftRows, RowSource rightRows, bool isTriangle)
    {
        int leftTiles = _plan.TilesOf(leftRows.Rows), rightTiles = _plan.TilesOf(rightRows.Rows);
        _total = TileQueue.Count(leftTiles, rightTiles, isTriangle);
        if (_total == 0) return;

        var left = new PackedBand(leftRows, _plan);
        var right = isTriangle && leftTiles <= _plan.BandTiles ? left : new PackedBand(rightRows, _plan);
        for (int i = 0; i < leftTiles; i += _plan.BandTiles)
        {
            left.Load(i, _parallel);
            if (isTriangle) Walk(left, left);

            for (int j = isTriangle ? i + _plan.BandTiles : 0; j < rightTiles; j += _plan.BandTiles)
            {
                right.Load(j, _parallel);
                Walk(left, right);
            }
        }
    }

    private void Walk(PackedBand left, PackedBand right)
    {
        var queue = new TileQueue(left.Count, right.Count, isTriangle: left == right);
        try
        {
            Parallel.For(0, _plan.Threads, _parallel, (_, state) => Work(left, right, queue, state));
        }
        catch (AggregateException failures)
        {
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }
    }

    private void Work(PackedBand left, PackedBand right, TileQueue queue, ParallelLoopState state)
    {
        var hits = new TileHits();
        while (!state.ShouldExitCurrentIteration && queue.TryTake(out int i, out int j))
        {
            hits.Clear();
            _plan.Backend.Collect(left[i], right[j], _threshold, hits);
            if (left[i] == right[j]) hits.KeepUpper();
            if (hits.Count > 0) _collector.Add(hits.Hits, left[i], right[j]);
            _onTile?.Invoke(Interlocked.Increment(ref _done), _total);
        }
    }
}
