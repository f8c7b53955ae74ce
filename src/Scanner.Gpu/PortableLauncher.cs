using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;
using Scanner.Gpu.Kernels;
using Scanner.Join;
using Scanner.Join.Devices;

namespace Scanner.Gpu;

/// <summary>The portable kernel on any device. Rows lie there as they are: [rows × dim] float32.</summary>
internal sealed class PortableLauncher : IGpuKernel
{
    private readonly int _edge;
    private readonly Action<AcceleratorStream, KernelConfig, JoinTask, JoinBuffers, ArrayView<float>, ArrayView<float>>
        _kernel;

    /// <param name="accelerator">The device.</param>
    public PortableLauncher(Accelerator accelerator)
    {
        // ILGPU's own processor has a thread of the system for each of a group's: 64 are enough there.
        _edge = accelerator.MaxNumThreadsPerGroup >= PortableKernel.EdgeMax * PortableKernel.EdgeMax
            && accelerator.AcceleratorType != AcceleratorType.CPU ? PortableKernel.EdgeMax : PortableKernel.EdgeMax / 2;
        _kernel = accelerator.LoadKernel<JoinTask, JoinBuffers, ArrayView<float>, ArrayView<float>>(PortableKernel.Run);
    }

    /// <inheritdoc/>
    public string Name => DeviceKernels.Portable;

    /// <inheritdoc/>
    public int SlabRows => PortableKernel.EdgeMax * PortableKernel.ThreadRows;

    // At 10 TFLOP/s, which is an estimate, 16,384 × 16,384 × 384 takes 20 ms.
    /// <inheritdoc/>
    public int TileRowsMax => 1 << 14;

    /// <inheritdoc/>
    public IReadOnlyList<IRowLayout> Layouts { get; } = [new FloatRows()];

    /// <inheritdoc/>
    public void Prepare(int dim)
    {
    }

    /// <inheritdoc/>
    public void Launch(AcceleratorStream stream, GpuTile left, GpuTile right, LaneTask task, JoinBuffers buffers)
    {
        int tile = _edge * PortableKernel.ThreadRows, leftRows = task.LeftEnd - task.LeftFirst;
        int blocks = (leftRows + tile - 1) / tile, columns = (right.Range.Rows + tile - 1) / tile;
        var launched = new JoinTask(
            0, 0, 0, 0, left.Dim, task.LeftFirst, task.LeftEnd, right.Range.Rows, left.Range.FirstRow,
            right.Range.FirstRow, task.IsDiagonal ? 1 : 0, task.Low, task.High, task.Slack, Scale: 1, tile, 1, 0);
        _kernel(
            stream, new KernelConfig(new Index3D(blocks * columns, 1, 1), new Index3D(_edge, _edge, 1)), launched,
            buffers, left.Image(task.IsCoarse).Memory.Cast<float>(),
            right.Image(task.IsCoarse).Memory.Cast<float>());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    // Rows as they are: [rows × dim] float32.
    private sealed class FloatRows : IRowLayout
    {
        public long TileBytes(int rows, int dim) => (long)rows * dim * sizeof(float);

        public int StagingBytes(int rows, int dim) => rows * dim * sizeof(float);

        public float StepOf(RowSource source, TileRange rows) => 1;

        public float Store(
            AcceleratorStream stream, Span<byte> staging, RowSource source, TileRange rows, int firstRow,
            GpuImage image)
        {
            int rowBytes = source.Dim * sizeof(float), bytes = rows.Rows * rowBytes;
            source.Copy(rows.FirstRow, rows.Rows, MemoryMarshal.Cast<byte, float>(staging));
            image.Memory.SubView((long)firstRow * rowBytes, bytes)
                .CopyFromCPUUnsafeAsync(stream, ref staging[0], bytes);
            return 0;
        }
    }
}
