using ILGPU.Runtime;

namespace Scanner.Gpu.Kernels;

/// <summary>The tensor kernel with one program in it, ready to launch.</summary>
internal interface ITensorModule : IDisposable
{
    /// <summary>Launches groups of the kernel, behind what the stream holds already.</summary>
    void Launch(AcceleratorStream stream, int groups, JoinTask task, JoinBuffers buffers);
}
