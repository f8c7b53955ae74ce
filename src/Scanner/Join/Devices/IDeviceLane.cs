namespace Scanner.Join.Devices;

/// <summary>One launch at a time on a device, with memory of its own; used by one thread at a time.</summary>
public interface IDeviceLane : IDisposable
{
    /// <summary>
    /// [tile rows] What left rows want, see <see cref="ITileCollector.ReadLeft"/>; read by every launch.
    /// </summary>
    Span<ulong> LeftFloors { get; }

    /// <summary>[tile rows] What right rows want.</summary>
    Span<ulong> RightFloors { get; }

    /// <summary>[tile rows] Labels of left rows.</summary>
    Span<int> LeftLabels { get; }

    /// <summary>[tile rows] Labels of right rows.</summary>
    Span<int> RightLabels { get; }

    /// <summary>Joins some rows of one tile with another tile, and waits for it.</summary>
    /// <exception cref="DeviceException">The device is lost.</exception>
    LaneFindings Join(IDeviceTile left, IDeviceTile right, LaneTask task);
}
