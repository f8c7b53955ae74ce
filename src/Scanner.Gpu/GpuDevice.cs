using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using Scanner.Join.Devices;

namespace Scanner.Gpu;

/// <summary>A device of ILGPU's, with the kernel that suits it.</summary>
internal sealed class GpuDevice : IJoinDevice
{
    private readonly Context _context;
    private readonly Accelerator _accelerator;
    private readonly IGpuKernel _kernel;

    /// <param name="name">What <c>--device</c> calls it.</param>
    /// <param name="context">ILGPU's context; disposed with the device.</param>
    /// <param name="accelerator">The device; likewise.</param>
    /// <param name="kernel">Its kernel; likewise.</param>
    public GpuDevice(string name, Context context, Accelerator accelerator, IGpuKernel kernel)
    {
        Name = name;
        _context = context;
        _accelerator = accelerator;
        _kernel = kernel;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Kernel => _kernel.Name;

    /// <inheritdoc/>
    public string Description => _accelerator.Name;

    // One computes, one is copied and collected from, one waits.
    /// <inheritdoc/>
    public int Lanes => 3;

    /// <inheritdoc/>
    public int SlabRows => _kernel.SlabRows;

    /// <inheritdoc/>
    public int TileRowsMax => _kernel.TileRowsMax;

    /// <inheritdoc/>
    public long FreeBytes() => DriverErrors.Guard(() =>
        _accelerator is CudaAccelerator cuda ? cuda.GetFreeMemory() : _accelerator.MemorySize);

    /// <inheritdoc/>
    public long TileBytes(int rows, int dim) => _kernel.Layouts.Sum(layout => layout.TileBytes(rows, dim));

    /// <inheritdoc/>
    public IDeviceTile OpenTile(int rows, int dim) =>
        DriverErrors.Guard(() => new GpuTile(_accelerator, _kernel, rows, dim));

    /// <inheritdoc/>
    public IDeviceLane OpenLane(int tileRows, int hitsMax) =>
        DriverErrors.Guard(() => new GpuLane(_accelerator, _kernel, tileRows, hitsMax));

    /// <inheritdoc/>
    public void Dispose()
    {
        DriverErrors.Ignore(_kernel.Dispose);
        DriverErrors.Ignore(_accelerator.Dispose);
        DriverErrors.Ignore(_context.Dispose);
    }
}
