using Scanner.Join.Devices;
using Scanner.Runs;

namespace Scanner.Join;

/// <summary>Walks all tiles of a join with the engine that the settings ask for, or the best there is.</summary>
internal static class TileWalk
{
    /// <summary>Joins a matrix with itself, or new rows with a history.</summary>
    /// <param name="devices">GPUs to join on; none for the processor.</param>
    /// <param name="settings">How to join; checked.</param>
    /// <param name="rows">The matrix, or the new rows.</param>
    /// <param name="history">The history; null for a self-join.</param>
    /// <param name="collector">Takes in what is found.</param>
    /// <param name="onTile">Told how many tiles are done and how many there are.</param>
    /// <param name="cancellation">Ends the join between two tiles.</param>
    /// <returns>What ran, and what devices did.</returns>
    /// <exception cref="ScanException">A device that was asked for is lost, or has too little memory.</exception>
    public static (string Ran, DeviceWork? Device) Run(
        DeviceSet devices, JoinSettings settings, RowSource rows, RowSource? history, ITileCollector collector,
        Action<long, long>? onTile, CancellationToken cancellation)
    {
        try
        {
            if (devices.Devices.Count > 0)
            {
                var engine = new DeviceEngine(devices.Devices, rows, history, settings);
                var ran = Walk(engine, settings, rows, history, collector, onTile, cancellation);
                return (ran, engine.Work);
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
                $"--device {settings.Device}: {error.Message}. Finished stages are kept: run the same command again, "
                + "on another device where that goes on, or with --device cpu.", error);
        }

        var plan = TilePlan.For(settings, rows.Dim);
        var packed = new PackedEngine(plan, settings.Threshold);
        return (Walk(packed, settings, rows, history, collector, onTile, cancellation), null);
    }

    private static string Walk<TBand>(
        ITileEngine<TBand> engine, JoinSettings settings, RowSource rows, RowSource? history,
        ITileCollector collector, Action<long, long>? onTile, CancellationToken cancellation)
        where TBand : class, ITileBand
    {
        var scheduler = new TileScheduler<TBand>(engine, collector, settings.Threads, onTile, cancellation);
        if (history is null) scheduler.WalkTriangle(rows);
        else scheduler.WalkRectangle(rows, history);
        return engine.Name;
    }
}
