using ILGPU;
using ILGPU.Runtime;
using Scanner.Gpu.Kernels;
using Scanner.Join;
using Scanner.Join.Devices;

namespace Scanner.Gpu;

/// <summary>
/// A stream with what its launches read and write. The host's side is page-locked, so that copies overlap.
/// </summary>
internal sealed class GpuLane : IDeviceLane
{
    private readonly IGpuKernel _kernel;
    private readonly List<IDisposable> _held = [];
    private readonly AcceleratorStream _stream;
    private readonly Column<ulong> _leftFloors, _rightFloors;
    private readonly Column<int> _leftLabels, _rightLabels, _leftCounts, _rightCounts;
    private readonly Column<TileHit> _hits;
    private readonly Column<long> _hitCount;

    public GpuLane(Accelerator accelerator, IGpuKernel kernel, int tileRows, int hitsMax)
    {
        _kernel = kernel;
        try
        {
            _stream = Hold(accelerator.CreateStream());
            (_leftFloors, _rightFloors) = (Make<ulong>(accelerator, tileRows), Make<ulong>(accelerator, tileRows));
            (_leftLabels, _rightLabels) = (Make<int>(accelerator, tileRows), Make<int>(accelerator, tileRows));
            (_leftCounts, _rightCounts) = (Make<int>(accelerator, tileRows), Make<int>(accelerator, tileRows));
            _hits = Make<TileHit>(accelerator, hitsMax);
            _hitCount = Make<long>(accelerator, 1);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public Span<ulong> LeftFloors => _leftFloors.Host.Span;

    /// <inheritdoc/>
    public Span<ulong> RightFloors => _rightFloors.Host.Span;

    /// <inheritdoc/>
    public Span<int> LeftLabels => _leftLabels.Host.Span;

    /// <inheritdoc/>
    public Span<int> RightLabels => _rightLabels.Host.Span;

    /// <inheritdoc/>
    public LaneFindings Join(IDeviceTile left, IDeviceTile right, LaneTask task)
    {
        DriverErrors.Guard(() => Launch((GpuTile)left, (GpuTile)right, task));
        long count = _hitCount.Host.Span[0];
        int handed = count <= _hits.Host.Length ? (int)count : 0;
        if (handed > 0) DriverErrors.Guard(() => CopyHits(handed));

        return new LaneFindings(
            _leftCounts.Host.Span[..left.Range.Rows], _rightCounts.Host.Span[..right.Range.Rows],
            _hits.Host.Span[..handed], count);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        for (int i = _held.Count - 1; i >= 0; i--) DriverErrors.Ignore(_held[i].Dispose);
        _held.Clear();
    }

    private void Launch(GpuTile left, GpuTile right, LaneTask task)
    {
        _leftFloors.Device.View.CopyFromPageLockedAsync(_stream, _leftFloors.Host);
        _rightFloors.Device.View.CopyFromPageLockedAsync(_stream, _rightFloors.Host);
        _leftLabels.Device.View.CopyFromPageLockedAsync(_stream, _leftLabels.Host);
        _rightLabels.Device.View.CopyFromPageLockedAsync(_stream, _rightLabels.Host);
        _leftCounts.Device.MemSetToZero(_stream);
        _rightCounts.Device.MemSetToZero(_stream);
        _hitCount.Device.MemSetToZero(_stream);
        _kernel.Launch(_stream, left, right, task, new JoinBuffers(
            _leftFloors.Device.View, _rightFloors.Device.View, _leftLabels.Device.View, _rightLabels.Device.View,
            _leftCounts.Device.View, _rightCounts.Device.View, _hits.Device.View, _hitCount.Device.View));
        _leftCounts.Device.View.CopyToPageLockedAsync(_stream, _leftCounts.Host);
        _rightCounts.Device.View.CopyToPageLockedAsync(_stream, _rightCounts.Host);
        _hitCount.Device.View.CopyToPageLockedAsync(_stream, _hitCount.Host);
        _stream.Synchronize();
    }

    private void CopyHits(int count) =>
        _hits.Device.View.SubView(0, count).CopyToCPU(_stream, _hits.Host.Span[..count]);

    private Column<T> Make<T>(Accelerator accelerator, int length) where T : unmanaged => new(
        Hold(accelerator.Allocate1D<T>(length)),
        Hold(accelerator.AllocatePageLocked1D<T>(length, uninitialized: true)));

    private T Hold<T>(T held) where T : IDisposable
    {
        _held.Add(held);
        return held;
    }

    // An array on the device and its image on the host.
    private readonly record struct Column<T>(MemoryBuffer1D<T, Stride1D.Dense> Device, PageLockedArray1D<T> Host)
        where T : unmanaged;
}
