using ILGPU;
using ILGPU.Runtime;
using Scanner.Join;
using Scanner.Join.Devices;

namespace Scanner.Gpu;

/// <summary>Rows in a GPU's memory, in its kernel's layout.</summary>
internal sealed class GpuTile : IDeviceTile
{
    // Rows packed and copied at a time: 2,048 × 384 × 2 bytes are 1.5 MiB, which stay in the caches.
    private const int RowsAtOnce = 2048;

    private readonly Accelerator _accelerator;
    private readonly IGpuKernel _kernel;
    private readonly MemoryBuffer1D<byte, Stride1D.Dense> _memory;

    public GpuTile(Accelerator accelerator, IGpuKernel kernel, int rows, int dim)
    {
        _accelerator = accelerator;
        _kernel = kernel;
        Capacity = rows;
        Dim = dim;
        _memory = accelerator.Allocate1D<byte>(kernel.TileBytes(rows, dim));

        // What lies behind the last row is multiplied, too, and dropped.
        _memory.MemSetToZero();
        accelerator.DefaultStream.Synchronize();
    }

    /// <summary>Rows that the memory was made for.</summary>
    public int Capacity { get; }

    /// <summary>Length of a row.</summary>
    public int Dim { get; }

    /// <inheritdoc/>
    public TileRange Range { get; private set; }

    /// <inheritdoc/>
    public float RoundingError { get; private set; }

    /// <summary>Its memory on the device.</summary>
    public ArrayView<byte> Memory => _memory.View;

    /// <inheritdoc/>
    public void Load(RowSource source, TileRange rows) => DriverErrors.Guard(() =>
    {
        Range = rows;
        RoundingError = 0;
        using var stream = _accelerator.CreateStream();
        using var staging = _accelerator.AllocatePageLocked1D<byte>(
            _kernel.StagingBytes(RowsAtOnce, Dim), uninitialized: true);
        for (int first = 0; first < rows.Rows; first += RowsAtOnce)
        {
            var part = new TileRange(rows.FirstRow + first, Math.Min(RowsAtOnce, rows.Rows - first));
            float error = _kernel.Store(stream, staging.Span, source, part, first, this);
            stream.Synchronize();
            RoundingError = Math.Max(RoundingError, error);
        }
    });

    /// <inheritdoc/>
    public void Dispose() => DriverErrors.Ignore(_memory.Dispose);
}
