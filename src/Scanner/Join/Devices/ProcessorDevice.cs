namespace Scanner.Join.Devices;

/// <summary>
/// The processor as a device: joins the tiles that a lost device leaves behind, with all threads at a tile at a time.
/// </summary>
/// <param name="backend">What computes.</param>
/// <param name="threads">Threads to use.</param>
internal sealed class ProcessorDevice(IJoinBackend backend, int threads) : IJoinDevice
{
    /// <inheritdoc/>
    public string Name => "cpu";

    /// <inheritdoc/>
    public string Kernel => backend.Name;

    /// <inheritdoc/>
    public string Description => "the processor";

    /// <inheritdoc/>
    public int Lanes => 1;

    /// <inheritdoc/>
    public int SlabRows => 16;

    /// <inheritdoc/>
    public int TileRowsMax => 1 << 13;

    /// <inheritdoc/>
    public long FreeBytes() => long.MaxValue;

    /// <inheritdoc/>
    public long TileBytes(int rows, int dim) => backend.TileBytes(rows, dim);

    /// <inheritdoc/>
    public IDeviceTile OpenTile(int rows, int dim) => new ProcessorTile(backend, dim);

    /// <inheritdoc/>
    public IDeviceLane OpenLane(int tileRows, int hitsMax) => new ProcessorLane(backend, threads, tileRows, hitsMax);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
