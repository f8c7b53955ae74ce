using ILGPU.Runtime;
using Scanner.Gpu.Kernels;
using Scanner.Join;
using Scanner.Join.Devices;

namespace Scanner.Gpu;

/// <summary>A kernel of the join on one device: the layout it wants rows in, and its launch.</summary>
internal interface IGpuKernel : IDisposable
{
    /// <summary>A name of <see cref="DeviceKernels"/>.</summary>
    string Name { get; }

    /// <summary>The fewest left rows that a launch is good for.</summary>
    int SlabRows { get; }

    /// <summary>The most rows of a tile.</summary>
    int TileRowsMax { get; }

    /// <summary>Bytes that a tile takes on the device.</summary>
    long TileBytes(int rows, int dim);

    /// <summary>Bytes of the host's memory that packing so many rows needs.</summary>
    int StagingBytes(int rows, int dim);

    /// <summary>
    /// Packs consecutive rows of a tile and begins to copy them to the device; staging is free again when the stream
    /// rests.
    /// </summary>
    /// <param name="stream">Where copies go.</param>
    /// <param name="staging">Page-locked memory of <see cref="StagingBytes"/>.</param>
    /// <param name="source">Where the rows are.</param>
    /// <param name="rows">Which.</param>
    /// <param name="firstRow">The first of them inside the tile.</param>
    /// <param name="tile">The tile.</param>
    /// <returns>Largest Euclidean distance of a row from what is stored of it.</returns>
    float Store(
        AcceleratorStream stream, Span<byte> staging, RowSource source, TileRange rows, int firstRow, GpuTile tile);

    /// <summary>Compiles what rows of a length need, so that the first launch does not wait for it.</summary>
    /// <exception cref="DeviceException">The driver refuses the kernel, or the device cannot run it.</exception>
    void Prepare(int dim);

    /// <summary>Starts a launch, which runs behind what the stream holds already.</summary>
    void Launch(AcceleratorStream stream, GpuTile left, GpuTile right, LaneTask task, JoinBuffers buffers);
}
