namespace Scanner.Join.Devices;

/// <summary>
/// Joins on devices: every device holds the bands, and their lanes take tiles from one queue. What a lost device
/// leaves behind is joined on the processor, where nobody insists on the device.
/// </summary>
internal sealed class DeviceEngine : ITileEngine<DeviceBand>
{
    // Enough tiles for all lanes to have several.
    private const int TilesGoal = 8;

    // Below, a launch is too short to hide what surrounds it.
    private const int TileRowsMin = 4096;

    private readonly JoinSettings _settings;
    private readonly int[] _deviceOfWorker;
    private readonly DeviceException?[] _lost;
    private readonly IJoinBackend _processor = JoinBackends.Choose(null);
    private long _launches;
    private long _overflows;
    private long _handed;

    /// <param name="devices">Devices that share the work.</param>
    /// <param name="rows">The matrix, or the new rows.</param>
    /// <param name="history">The history; null for a self-join.</param>
    /// <param name="settings">How to join.</param>
    /// <exception cref="DeviceException">A device is lost, or has no room for two tiles.</exception>
    public DeviceEngine(
        IReadOnlyList<IJoinDevice> devices, RowSource rows, RowSource? history, JoinSettings settings)
    {
        Devices = devices;
        _settings = settings;
        Parallel = new ParallelOptions { MaxDegreeOfParallelism = settings.Threads };
        _deviceOfWorker = [.. devices.SelectMany((device, i) => Enumerable.Repeat(i, device.Lanes))];
        _lost = new DeviceException?[devices.Count];

        int longest = Math.Max(rows.Rows, history?.Rows ?? 0);
        int slab = devices.Max(device => device.SlabRows);
        int tileRows = settings.TileRows
            ?? Math.Clamp(longest / TilesGoal, TileRowsMin, devices.Min(device => device.TileRowsMax));
        TileRows = (tileRows + slab - 1) / slab * slab;
        BandTiles = devices.Min(device => BandTilesOf(device, longest, rows.Dim, sides: history is null ? 1 : 2));
    }

    /// <summary>The devices.</summary>
    public IReadOnlyList<IJoinDevice> Devices { get; }

    /// <summary>Least similarity of a pair.</summary>
    public float Threshold => _settings.Threshold;

    /// <summary>Threads for the host's part.</summary>
    public ParallelOptions Parallel { get; }

    /// <inheritdoc/>
    public string Name
    {
        get
        {
            var name = string.Join('+', Devices.Select(device => device.Name)) + "/" + Devices[0].Kernel;
            return _lost.Any(lost => lost is not null) ? $"{name}, then cpu/{_processor.Name}" : name;
        }
    }

    /// <inheritdoc/>
    public int TileRows { get; }

    /// <inheritdoc/>
    public int BandTiles { get; }

    /// <inheritdoc/>
    public int Workers => _deviceOfWorker.Length;

    /// <inheritdoc/>
    public DeviceBand OpenBand(RowSource rows, int firstRow) => new(this, rows, firstRow);

    /// <inheritdoc/>
    public ITileWorker<DeviceBand> OpenWorker(int worker, ITileCollector collector) =>
        new DeviceWorker(this, _deviceOfWorker[worker], collector);

    /// <summary>What the devices did so far.</summary>
    public DeviceWork Work => new(
        Interlocked.Read(ref _launches), Interlocked.Read(ref _overflows), Interlocked.Read(ref _handed));

    /// <summary>Notes a launch.</summary>
    public void Count(LaneFindings found)
    {
        Interlocked.Increment(ref _launches);
        if (found.IsOverflow) Interlocked.Increment(ref _overflows);
        Interlocked.Add(ref _handed, found.Hits.Length);
    }

    /// <summary>Whether a device was lost.</summary>
    public bool IsLost(int device) => Volatile.Read(ref _lost[device]) is not null;

    /// <summary>Notes that a device is lost.</summary>
    /// <exception cref="DeviceException">Somebody insists on the device.</exception>
    public void Lose(int device, DeviceException error)
    {
        if (!DeviceSet.MayFallBack(_settings)) throw error;
        if (Interlocked.CompareExchange(ref _lost[device], error, null) is null)
            _settings.Say($"Goes on on the processor: {Devices[device].Name} {error.Message}.");
    }

    /// <summary>Makes the processor a device, in the place of a lost one.</summary>
    public IJoinDevice OpenStandIn() => new ProcessorDevice(_processor, _settings.Threads);

    private int BandTilesOf(IJoinDevice device, int rows, int dim, int sides)
    {
        // A lane holds its pairs, and of either side a floor, a label and a count a row.
        long laneBytes = (long)device.SlabRows * TileRows * 12 + TileRows * 2L * 16;
        long free = device.FreeBytes() - device.Lanes * laneBytes, tileBytes = device.TileBytes(TileRows, dim);

        // A sixteenth is left to the driver.
        long tiles = Math.Min(_settings.DeviceBytesMax, free - free / 16) / tileBytes;
        long all = (long)new TileGrid(0, rows, TileRows).Count * sides;
        if (tiles < Math.Min(2, all))
        {
            throw new DeviceException(
                $"has {free >> 20} MiB free, and needs {2 * tileBytes >> 20} MiB for two tiles of "
                + $"{TileRows} × {dim}");
        }

        return (int)(tiles >= all ? Math.Max(1, all) : tiles / 2);
    }
}
