namespace Scanner.Join.Devices;

/// <summary>Consecutive tiles of a matrix, each in the memory of every device.</summary>
internal sealed class DeviceBand : ITileBand
{
    private readonly DeviceEngine _engine;
    private readonly TileGrid _grid;
    private readonly IDeviceTile[][] _tiles;
    private int _firstTile;

    /// <param name="engine">What owns the devices.</param>
    /// <param name="source">The matrix.</param>
    /// <param name="firstRow">The row at which its first tile begins.</param>
    /// <exception cref="DeviceException">A device's memory does not hold the tiles.</exception>
    public DeviceBand(DeviceEngine engine, RowSource source, int firstRow)
    {
        _engine = engine;
        _grid = new TileGrid(firstRow, source.Rows, engine.TileRows);
        Source = source;
        int tiles = Math.Min(engine.BandTiles, _grid.Count);
        _tiles = [.. engine.Devices.Select(_ => new IDeviceTile[tiles])];
        try
        {
            for (int device = 0; device < _tiles.Length; device++)
            {
                for (int tile = 0; tile < tiles; tile++)
                    _tiles[device][tile] = engine.Devices[device].OpenTile(engine.TileRows, source.Dim);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The matrix.</summary>
    public RowSource Source { get; }

    /// <inheritdoc/>
    public int Count { get; private set; }

    /// <summary>A tile of the band on a device that is not lost.</summary>
    public IDeviceTile this[int device, int tile] => _tiles[device][tile];

    /// <summary>The rows of a tile of the band.</summary>
    public TileRange Range(int tile) => _grid[_firstTile + tile];

    /// <inheritdoc/>
    public void Load(int firstTile, ParallelOptions parallel)
    {
        _firstTile = firstTile;
        Count = Math.Min(_tiles[0].Length, _grid.Count - firstTile);
        try
        {
            Parallel.For(0, Count * _tiles.Length, parallel, i => Load(i / Count, i % Count));
        }
        catch (AggregateException failures) when (failures.InnerException is DeviceException error)
        {
            throw new DeviceException(error.Message, error);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tile in _tiles.SelectMany(tiles => tiles)) tile?.Dispose();
    }

    private void Load(int device, int tile)
    {
        if (_engine.IsLost(device)) return;

        try
        {
            _tiles[device][tile].Load(Source, Range(tile));
        }
        catch (DeviceException error)
        {
            _engine.Lose(device, error);
        }
    }
}
