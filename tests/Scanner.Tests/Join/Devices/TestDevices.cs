using Scanner.Embed;
using Scanner.Join;
using Scanner.Join.Devices;

namespace Scanner.Tests.Join.Devices;

/// <summary>Devices of tests: what a function makes.</summary>
internal sealed class TestDevices(params Func<IJoinDevice>[] make) : IJoinDevices
{
    /// <summary>The processor, as a device.</summary>
    public static IJoinDevice Processor() => new ProcessorDevice(JoinBackends.Choose("reference"), threads: 2);

    public IReadOnlyList<DeviceState> Try() => [];

    public IReadOnlyList<IJoinDevice> Open(DeviceChoice choice, string? kernel, int dim) =>
        [.. make.Select(one => one())];
}

/// <summary>A device that is lost after some launches, and has only so much memory.</summary>
internal sealed class FailingDevice(IJoinDevice device, int launches, long freeBytes = long.MaxValue) : IJoinDevice
{
    private int _launches = launches;

    public string Name => "test:0";

    public string Kernel => device.Kernel;

    public string Description => device.Description;

    public int Lanes => 2;

    public int SlabRows => device.SlabRows;

    public int TileRowsMax => device.TileRowsMax;

    public long FreeBytes() => freeBytes;

    public long TileBytes(int rows, int dim) => device.TileBytes(rows, dim);

    public IDeviceTile OpenTile(int rows, int dim) => device.OpenTile(rows, dim);

    public IDeviceLane OpenLane(int tileRows, int hitsMax) => new Lane(this, device.OpenLane(tileRows, hitsMax));

    public void Dispose() => device.Dispose();

    private sealed class Lane(FailingDevice owner, IDeviceLane lane) : IDeviceLane
    {
        public Span<ulong> LeftFloors => lane.LeftFloors;

        public Span<ulong> RightFloors => lane.RightFloors;

        public Span<int> LeftLabels => lane.LeftLabels;

        public Span<int> RightLabels => lane.RightLabels;

        public LaneFindings Join(IDeviceTile left, IDeviceTile right, LaneTask task) =>
            Interlocked.Decrement(ref owner._launches) >= 0
                ? lane.Join(left, right, task)
                : throw new DeviceException("is lost (pulled out)");

        public void Dispose() => lane.Dispose();
    }
}
