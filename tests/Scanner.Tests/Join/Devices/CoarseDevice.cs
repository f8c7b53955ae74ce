using Scanner.Join;
using Scanner.Join.Devices;

namespace Scanner.Tests.Join.Devices;

/// <summary>The processor as a device that holds coarser images of rows beside: in steps that a test chooses.</summary>
internal sealed class CoarseDevice(float step) : IJoinDevice
{
    private readonly IJoinDevice _device = TestDevices.Processor();
    private int _coarse, _fine;

    /// <summary>Launches that compared coarse images.</summary>
    public int CoarseLaunches => _coarse;

    /// <summary>Launches that compared the rows themselves.</summary>
    public int FineLaunches => _fine;

    public string Name => "test:0";

    public string Kernel => "coarse";

    public string Description => _device.Description;

    public int Lanes => 2;

    public int SlabRows => _device.SlabRows;

    public int TileRowsMax => _device.TileRowsMax;

    public long FreeBytes() => _device.FreeBytes();

    public long TileBytes(int rows, int dim) => 2 * _device.TileBytes(rows, dim);

    public IDeviceTile OpenTile(int rows, int dim) =>
        new Tile(_device.OpenTile(rows, dim), _device.OpenTile(rows, dim), step);

    public IDeviceLane OpenLane(int tileRows, int hitsMax) => new Lane(this, _device.OpenLane(tileRows, hitsMax));

    public void Dispose() => _device.Dispose();

    private sealed class Tile(IDeviceTile fine, IDeviceTile coarse, float step) : IDeviceTile
    {
        public IDeviceTile Fine => fine;

        public IDeviceTile Coarse => coarse;

        public TileRange Range => fine.Range;

        public float RoundingError => fine.RoundingError;

        public float? CoarseError { get; private set; }

        public void Load(RowSource source, TileRange rows)
        {
            fine.Load(source, rows);
            double worst = 0;
            coarse.Load(
                source with
                {
                    Copy = (firstRow, count, destination) =>
                    {
                        source.Copy(firstRow, count, destination);
                        for (int row = 0; row < count; row++)
                        {
                            double squares = 0;
                            foreach (ref float value in destination.Slice(row * source.Dim, source.Dim))
                            {
                                float rounded = MathF.Round(value / step) * step;
                                squares += (value - rounded) * (value - rounded);
                                value = rounded;
                            }

                            worst = Math.Max(worst, Math.Sqrt(squares));
                        }
                    },
                },
                rows);
            CoarseError = MathF.BitIncrement((float)worst);
        }

        public void Dispose()
        {
            fine.Dispose();
            coarse.Dispose();
        }
    }

    private sealed class Lane(CoarseDevice owner, IDeviceLane lane) : IDeviceLane
    {
        public Span<ulong> LeftFloors => lane.LeftFloors;

        public Span<ulong> RightFloors => lane.RightFloors;

        public Span<int> LeftLabels => lane.LeftLabels;

        public Span<int> RightLabels => lane.RightLabels;

        public LaneFindings Join(IDeviceTile left, IDeviceTile right, LaneTask task)
        {
            Interlocked.Increment(ref task.IsCoarse ? ref owner._coarse : ref owner._fine);
            var (one, other) = ((Tile)left, (Tile)right);
            return task.IsCoarse
                ? lane.Join(one.Coarse, other.Coarse, task)
                : lane.Join(one.Fine, other.Fine, task);
        }

        public void Dispose() => lane.Dispose();
    }
}
