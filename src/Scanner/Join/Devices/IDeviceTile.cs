namespace Scanner.Join.Devices;

/// <summary>Rows in a device's memory.</summary>
public interface IDeviceTile : IDisposable
{
    /// <summary>The rows that it holds.</summary>
    TileRange Range { get; }

    /// <summary>
    /// Largest Euclidean distance of a row from what the device holds of it: 0 where nothing was rounded.
    /// </summary>
    float RoundingError { get; }

    /// <summary>
    /// Likewise for the coarser image that the device holds beside, for launches that only look for what may be a pair;
    /// null where it holds none.
    /// </summary>
    float? CoarseError { get; }

    /// <summary>Brings rows into the device's memory.</summary>
    /// <param name="source">Where they are.</param>
    /// <param name="rows">Which, at most as many as the tile was made for.</param>
    /// <exception cref="DeviceException">The device is lost.</exception>
    void Load(RowSource source, TileRange rows);
}
