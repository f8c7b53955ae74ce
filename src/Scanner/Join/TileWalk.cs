using Scanner.Join.Devices;
using Scanner.Runs;

namespace Scanner.Join;

/// <summary>Walks all tiles of a join, on GPUs or on the processor.</summary>
/// <param name="settings">How to join; checked.</param>
/// <param name="collector">Takes in what is found.</param>
/// <param name="milestones">Where a self-join may be left.</param>
/// <param name="onTile">Told how many tiles are done and how many there are.</param>
/// <param name="cancellation">Ends the join between two tiles.</param>
internal sealed class TileWalk(
    JoinSettings settings, ITileCollector collector, Milestones milestones, Action<long, long>? onTile,
    CancellationToken cancellation)
{
    /// <summary>Joins a matrix with itself, or new rows with a history.</summary>
    /// <param name="devices">GPUs to join on; none for the processor.</param>
    /// <param name="rows">The matrix, or the new rows.</param>
    /// <param name="history">The history; null for a self-join.</param>
    /// <param name="firstRow">Rows of a self-join before it are done.</param>
    /// <returns>What ran, and what devices did.</returns>
    /// <exception cref="ScanException">A device that was asked for is lost, or has too little memory.</exception>
    public (string Ran, DeviceWork? Device) Run(DeviceSet devices, RowSource rows, RowSource? history, int firstRow)
    {
        try
        {
            if (devices.Devices.Count > 0)
            {
                var engine = new DeviceEngine(devices.Devices, rows, history, settings);
                return (Walk(engine, rows, history, firstRow), engine.Work);
            }
        }
        catch (DeviceException error) when (DeviceSet.MayFallBack(settings))
        {
            // Nothing has been joined yet: what is lost later is made up for by the engine.
            settings.Say($"Joins on the processor: the GPU {error.Message}.");
        }
        catch (DeviceException error)
        {
            throw new ScanException(
                $"--device {settings.Device}: {error.Message}. Finished stages and saved rows are kept: run the same "
                + "command again, on another device where that goes on, or with --device cpu.", error);
        }

        var plan = TilePlan.For(settings, history ?? rows);
        return (Walk(new PackedEngine(plan, settings.Threshold), rows, history, firstRow), null);
    }

    private string Walk<TBand>(ITileEngine<TBand> engine, RowSource rows, RowSource? history, int firstRow)
        where TBand : class, ITileBand
    {
        var scheduler = new TileScheduler<TBand>(
            engine, collector, settings.Threads, milestones, onTile, cancellation);
        if (history is null) scheduler.WalkTriangle(rows, firstRow);
        else scheduler.WalkRectangle(rows, history);
        return engine.Name;
    }
}
