using ILGPU.Runtime;
using Scanner.Gpu.Kernels;
using Scanner.Join.Devices;

namespace Scanner.Gpu;

/// <summary>A kernel of the join on one device: how it wants rows, and its launch.</summary>
internal interface IGpuKernel : IDisposable
{
    /// <summary>A name of <see cref="DeviceKernels"/>.</summary>
    string Name { get; }

    /// <summary>The fewest left rows that a launch is good for.</summary>
    int SlabRows { get; }

    /// <summary>The most rows of a tile.</summary>
    int TileRowsMax { get; }

    /// <summary>
    /// The layouts that it wants rows in: the fine one, and where it filters by a coarse one, that one, too.
    /// </summary>
    IReadOnlyList<IRowLayout> Layouts { get; }

    /// <summary>Compiles what rows of a length need, so that the first launch does not wait for it.</summary>
    /// <exception cref="DeviceException">The driver refuses the kernel, or the device cannot run it.</exception>
    void Prepare(int dim);

    /// <summary>Starts a launch, which runs behind what the stream holds already.</summary>
    void Launch(AcceleratorStream stream, GpuTile left, GpuTile right, LaneTask task, JoinBuffers buffers);
}
