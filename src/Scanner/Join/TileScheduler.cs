using System.Runtime.ExceptionServices;

namespace Scanner.Join;

/// <summary>
/// Walks the similarity matrix tile by tile: the upper triangle of a matrix with itself, or new rows × history. Both
/// sides are cut into bands that fit the memory, bands into tiles; the engine's workers take tiles from a queue.
/// </summary>
internal sealed class TileScheduler<TBand> where TBand : class, ITileBand
{
    private readonly ITileEngine<TBand> _engine;
    private readonly ITileCollector _collector;
    private readonly Action<long, long>? _onTile;
    private readonly ParallelOptions _loading;
    private readonly ParallelOptions _working;
    private readonly ITileWorker<TBand>?[] _workers;
    private long _done;
    private long _total;

    /// <param name="engine">Joins tiles.</param>
    /// <param name="collector">Takes in what is found.</param>
    /// <param name="threads">Threads that load bands.</param>
    /// <param name="onTile">Told how many tiles are done, and how many there are; from several threads.</param>
    /// <param name="cancellation">Ends the walk between two tiles.</param>
    public TileScheduler(
        ITileEngine<TBand> engine, ITileCollector collector, int threads,
        Action<long, long>? onTile, CancellationToken cancellation)
    {
        _engine = engine;
        _collector = collector;
        _onTile = onTile;
        _loading = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        _working = new ParallelOptions { MaxDegreeOfParallelism = engine.Workers, CancellationToken = cancellation };
        _workers = new ITileWorker<TBand>?[engine.Workers];
    }

    /// <summary>Every unordered pair of two different rows, once.</summary>
    public void WalkTriangle(RowSource rows) => WalkAll(rows, rows, isTriangle: true);

    /// <summary>Every new row with every row of the history.</summary>
    public void WalkRectangle(RowSource newRows, RowSource history) => WalkAll(newRows, history, isTriangle: false);

    private void WalkAll(RowSource leftRows, RowSource rightRows, bool isTriangle)
    {
        try
        {
            Walk(leftRows, rightRows, isTriangle);
        }
        finally
        {
            foreach (var worker in _workers) worker?.Dispose();
        }
    }

    private void Walk(RowSource leftRows, RowSource rightRows, bool isTriangle)
    {
        int band = _engine.BandTiles, leftTiles = TilesOf(leftRows), rightTiles = TilesOf(rightRows);
        _total = TileQueue.Count(leftTiles, rightTiles, isTriangle);
        if (_total == 0) return;

        bool isOneBand = isTriangle && leftTiles <= band;
        using var left = _engine.OpenBand(leftRows);
        using var other = isOneBand ? null : _engine.OpenBand(rightRows);
        var right = other ?? left;
        for (int i = 0; i < leftTiles; i += band)
        {
            left.Load(i, _loading);
            if (isTriangle) Walk(left, left);

            for (int j = isTriangle ? i + band : 0; j < rightTiles; j += band)
            {
                right.Load(j, _loading);
                Walk(left, right);
            }
        }
    }

    private int TilesOf(RowSource rows) => (int)(((long)rows.Rows + _engine.TileRows - 1) / _engine.TileRows);

    private void Walk(TBand left, TBand right)
    {
        var queue = new TileQueue(left.Count, right.Count, isTriangle: left == right);
        try
        {
            Parallel.For(0, _engine.Workers, _working, (worker, state) => Work(worker, left, right, queue, state));
        }
        catch (AggregateException failures)
        {
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }
    }

    private void Work(int number, TBand left, TBand right, TileQueue queue, ParallelLoopState state)
    {
        var worker = _workers[number] ??= _engine.OpenWorker(number, _collector);
        while (!state.ShouldExitCurrentIteration && queue.TryTake(out int i, out int j))
        {
            worker.Join(left, i, right, j);
            _onTile?.Invoke(Interlocked.Increment(ref _done), _total);
        }
    }
}
