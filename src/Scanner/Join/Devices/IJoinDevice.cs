namespace Scanner.Join.Devices;

/// <summary>
/// Joins large tiles whose rows lie in its own memory: a GPU, or the processor in its stead. Calls may come from
/// several threads.
/// </summary>
public interface IJoinDevice : IDisposable
{
    /// <summary>What <c>--device</c> calls it, such as <c>cuda:0</c>.</summary>
    string Name { get; }

    /// <summary>How it joins, such as <c>wgmma</c>.</summary>
    string Kernel { get; }

    /// <summary>What it is, such as "NVIDIA H200".</summary>
    string Description { get; }

    /// <summary>
    /// Tiles that should be in flight at a time, so that copies and the host's part overlap the device's.
    /// </summary>
    int Lanes { get; }

    /// <summary>The fewest left rows that a launch is good for; tiles are multiples of them.</summary>
    int SlabRows { get; }

    /// <summary>The most rows of a tile: where its launches are long enough to hide what surrounds them.</summary>
    int TileRowsMax { get; }

    /// <summary>Bytes that are free for tiles and lanes now.</summary>
    /// <exception cref="DeviceException">The device is lost.</exception>
    long FreeBytes();

    /// <summary>Bytes that a tile takes.</summary>
    long TileBytes(int rows, int dim);

    /// <summary>Makes the memory of a tile.</summary>
    /// <param name="rows">Most rows that it holds, a multiple of <see cref="SlabRows"/>.</param>
    /// <param name="dim">Length of a row.</param>
    /// <exception cref="DeviceException">No memory is left, or the device is lost.</exception>
    IDeviceTile OpenTile(int rows, int dim);

    /// <summary>Makes a lane.</summary>
    /// <param name="tileRows">Most rows of a tile.</param>
    /// <param name="hitsMax">Pairs that a launch may hand over.</param>
    /// <exception cref="DeviceException">No memory is left, or the device is lost.</exception>
    IDeviceLane OpenLane(int tileRows, int hitsMax);
}
