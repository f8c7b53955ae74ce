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
    private readonly Milestones _milestones;
    private readonly Action<long, long>? _onTile;
    private readonly ParallelOptions _loading;
    private readonly ParallelOptions _working;
    private readonly ITileWorker<TBand>?[] _workers;
    private long _done;
    private long _total;

    /// <param name="engine">Joins tiles.</param>
    /// <param name="collector">Takes in what is found.</param>
    /// <param name="threads">Threads that load bands.</param>
    /// <param name="milestones">Where a triangle may be left.</param>
    /// <param name="onTile">Told how many tiles are done, and how many there are; from several threads.</param>
    /// <param name="cancellation">Ends the walk between two tiles.</param>
    public TileScheduler(
        ITileEngine<TBand> engine, ITileCollector collector, int threads, Milestones milestones,
        Action<long, long>? onTile, CancellationToken cancellation)
    {
        _engine = engine;
        _milestones = milestones;
        _collector = collector;
        _onTile = onTile;
        _loading = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        _working = new ParallelOptions { MaxDegreeOfParallelism = engine.Workers, CancellationToken = cancellation };
        _workers = new ITileWorker<TBand>?[engine.Workers];
    }

    /// <summary>Every unordered pair of two different rows, once.</summary>
    /// <param name="rows">The matrix.</param>
    /// <param name="firstRow">Rows before it are left out.</param>
    public void WalkTriangle(RowSource rows, int firstRow = 0) => WalkAll(rows, rows, firstRow, isTriangle: true);

    /// <summary>Every new row with every row of the history.</summary>
    public void WalkRectangle(RowSource newRows, RowSource history) =>
        WalkAll(newRows, history, firstRow: 0, isTriangle: false);

    private void WalkAll(RowSource leftRows, RowSource rightRows, int firstRow, bool isTriangle)
    {
        try
        {
            Walk(leftRows, rightRows, firstRow, isTriangle);
        }
        finally
        {
            foreach (var worker in _workers) worker?.Dispose();
        }
    }

    private void Walk(RowSource leftRows, RowSource rightRows, int firstRow, bool isTriangle)
    {
        int band = _engine.BandTiles;
        int leftTiles = TilesOf(leftRows, firstRow), rightTiles = TilesOf(rightRows, firstRow);
        _total = TileQueue.Count(leftTiles, rightTiles, isTriangle);
        if (_total == 0) return;

        bool isOneBand = isTriangle && leftTiles <= band;
        using var left = _engine.OpenBand(leftRows, firstRow);
        using var other = isOneBand ? null : _engine.OpenBand(rightRows, firstRow);
        var right = other ?? left;
        for (int i = 0; i < leftTiles; i += band)
        {
            left.Load(i, _loading);
            if (isTriangle) Walk(left, left, firstRow, mayPause: isOneBand);

            for (int j = isTriangle ? i + band : 0; j < rightTiles; j += band)
            {
                right.Load(j, _loading);
                Walk(left, right, firstRow, mayPause: false);
            }

            if (isTriangle && _milestones.IsDue()) _milestones.Keep(firstRow + (i + left.Count) * _engine.TileRows);
        }
    }

    private int TilesOf(RowSource rows, int firstRow) => new TileGrid(firstRow, rows.Rows, _engine.TileRows).Count;

    private void Walk(TBand left, TBand right, int firstRow, bool mayPause)
    {
        var queue = new TileQueue(left.Count, right.Count, isTriangle: left == right);
        try
        {
            while (true)
            {
                Parallel.For(0, _engine.Workers, _working, (worker, state) =>
                    Work(worker, left, right, queue, mayPause, state));
                if (queue.IsEmpty) return;

                // A pause: what is before it is done, and nobody works.
                _milestones.Keep(firstRow + queue.LeftDone * _engine.TileRows);
                queue.Resume();
            }
        }
        catch (AggregateException failures)
        {
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }
    }

    private void Work(
        int number, TBand left, TBand right, TileQueue queue, bool mayPause, ParallelLoopState state)
    {
        var worker = _workers[number] ??= _engine.OpenWorker(number, _collector);
        while (!state.ShouldExitCurrentIteration && queue.TryTake(out int i, out int j))
        {
            worker.Join(left, i, right, j);
            _onTile?.Invoke(Interlocked.Increment(ref _done), _total);
            if (mayPause && _milestones.IsDue()) queue.PauseBehindLeft();
        }
    }
}
