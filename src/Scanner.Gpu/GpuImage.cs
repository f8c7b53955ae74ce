using ILGPU;
using ILGPU.Runtime;
using Scanner.Join;

namespace Scanner.Gpu;

/// <summary>Rows in a GPU's memory, in one layout.</summary>
internal sealed class GpuImage : IDisposable
{
    // Rows packed and copied at a time: 2,048 × 384 × 2 bytes are 1.5 MiB, which stay in the caches.
    private const int RowsAtOnce = 2048;

    private readonly Accelerator _accelerator;
    private readonly IRowLayout _layout;
    private readonly int _dim;
    private readonly MemoryBuffer1D<byte, Stride1D.Dense> _memory;

    public GpuImage(Accelerator accelerator, IRowLayout layout, int rows, int dim)
    {
        _accelerator = accelerator;
        _layout = layout;
        _dim = dim;
        Capacity = rows;
        _memory = accelerator.Allocate1D<byte>(layout.TileBytes(rows, dim));

        // What lies behind the last row is multiplied, too, and dropped.
        _memory.MemSetToZero();
        accelerator.DefaultStream.Synchronize();
    }

    /// <summary>Rows that the memory was made for.</summary>
    public int Capacity { get; }

    /// <summary>What the stored numbers are multiples of.</summary>
    public float Step { get; private set; }

    /// <summary>Largest Euclidean distance of a row from what is stored of it.</summary>
    public float RoundingError { get; private set; }

    /// <summary>Its memory on the device.</summary>
    public ArrayView<byte> Memory => _memory.View;

    /// <summary>Brings rows into the device's memory.</summary>
    public void Load(RowSource source, TileRange rows)
    {
        Step = _layout.StepOf(source, rows);
        RoundingError = 0;
        using var stream = _accelerator.CreateStream();
        using var staging = _accelerator.AllocatePageLocked1D<byte>(
            _layout.StagingBytes(RowsAtOnce, _dim), uninitialized: true);
        for (int first = 0; first < rows.Rows; first += RowsAtOnce)
        {
            var part = new TileRange(rows.FirstRow + first, Math.Min(RowsAtOnce, rows.Rows - first));
            float error = _layout.Store(stream, staging.Span, source, part, first, this);
            stream.Synchronize();
            RoundingError = Math.Max(RoundingError, error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => DriverErrors.Ignore(_memory.Dispose);
}
