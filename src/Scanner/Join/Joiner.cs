using System.Diagnostics;
using Scanner.Join.Devices;
using Scanner.Runs;

namespace Scanner.Join;

/// <summary>
/// Finds all pairs of rows with cosine similarity at or above a threshold. Exact: backends differ at most in pairs
/// within 1e-5 of the threshold. The outcome does not depend on threads, tiles or bands.
/// </summary>
public static class Joiner
{
    /// <summary>Joins a matrix with itself. Costs rows² × dim multiplications and additions.</summary>
    /// <param name="rows">[rows × dim]; every row of unit length, or zero, which is similar to nothing.</param>
    /// <param name="settings">How to join.</param>
    /// <param name="onTile">Told how many tiles are done and how many there are; from several threads.</param>
    /// <param name="cancellation">Ends the join with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ScanException">A row is neither of unit length nor zero, a setting is out of range, or too many
    /// pairs were asked for.</exception>
    public static SelfJoinResult SelfJoin(
        RowSource rows, JoinSettings settings,
        Action<long, long>? onTile = null, CancellationToken cancellation = default)
    {
        settings.Check();
        double gigaflops = (double)rows.Rows * rows.Rows * rows.Dim / 1e9;
        using var devices = DeviceSet.Open(settings, gigaflops, rows.Dim);
        var clock = Stopwatch.StartNew();
        UnitRows.Check(rows, settings.Threads, cancellation);
        var collector = new SelfJoinCollector(rows.Rows, settings);
        int done = settings.Checkpoint?.Load(collector) ?? 0;
        if (done > 0) settings.Say($"Goes on at row {done:N0} of {rows.Rows:N0}, where this join was left.");
        var milestones = settings.Checkpoint is not { } checkpoint
            ? Milestones.None
            : new Milestones(() => checkpoint.IsDue, row => checkpoint.Save(collector, row));
        var walk = new TileWalk(settings, collector, milestones, onTile, cancellation);
        var (ran, device) = walk.Run(devices, rows, history: null, done);
        return collector.ToResult(
            () => new JoinWork(ran, clock.Elapsed.TotalSeconds, gigaflops) { Device = device });
    }

    /// <summary>
    /// Joins new rows with a history. Costs 2 × new rows × history rows × dim multiplications and additions.
    /// </summary>
    /// <param name="newRows">[new rows × dim]; every row of unit length, or zero.</param>
    /// <param name="history">[history rows × dim]; likewise, of the same dim.</param>
    /// <param name="settings">How to join; all pairs cannot be kept.</param>
    /// <param name="onTile">Told how many tiles are done and how many there are; from several threads.</param>
    /// <param name="cancellation">Ends the join with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ScanException">As for a self-join; or the two differ in dim.</exception>
    public static HistoryJoinResult JoinHistory(
        RowSource newRows, RowSource history, JoinSettings settings,
        Action<long, long>? onTile = null, CancellationToken cancellation = default)
    {
        settings.Check();
        if (newRows.Dim != history.Dim)
        {
            throw new ScanException(
                $"{newRows.Name} has rows of length {newRows.Dim}, {history.Name} of {history.Dim}. "
                + "Embed both with one model.");
        }

        double gigaflops = 2.0 * newRows.Rows * history.Rows * newRows.Dim / 1e9;
        using var devices = DeviceSet.Open(settings, gigaflops, newRows.Dim);
        var clock = Stopwatch.StartNew();
        UnitRows.Check(newRows, settings.Threads, cancellation);
        UnitRows.Check(history, settings.Threads, cancellation);
        var collector = new HistoryCollector(newRows.Rows, settings);
        var walk = new TileWalk(settings, collector, Milestones.None, onTile, cancellation);
        var (ran, device) = walk.Run(devices, newRows, history, firstRow: 0);
        return collector.ToResult(
            () => new JoinWork(ran, clock.Elapsed.TotalSeconds, gigaflops) { Device = device });
    }
}
