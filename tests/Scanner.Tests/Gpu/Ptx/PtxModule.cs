using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;
using Scanner.Gpu.Kernels;

namespace Scanner.Tests.Gpu.Ptx;

/// <summary>The tensor kernel's PTX run by a machine of tests, on the host's memory.</summary>
/// <param name="text">The PTX.</param>
/// <param name="program">The program in it.</param>
/// <param name="timing">When what was begun takes place.</param>
internal sealed class PtxModule(string text, ITileProgram program, PtxTiming timing) : IDisposable
{
    private readonly PtxCode _code = new(text);

    /// <summary>Runs groups of the kernel, one after the other.</summary>
    public void Launch(AcceleratorStream stream, int groups, JoinTask task, JoinBuffers buffers)
    {
        stream.Synchronize();
        var parameters = new byte[_code.ParameterBytes];
        MemoryMarshal.Write(parameters, task);
        var regions = new List<(long Address, long Bytes)>
        {
            (task.LeftAddress, TileBytes(task.LeftSliceBytes, task.Slices)),
            (task.RightAddress, TileBytes(task.RightSliceBytes, task.Slices)),
        };
        Add(buffers.LeftFloors);
        Add(buffers.RightFloors);
        Add(buffers.LeftLabels);
        Add(buffers.RightLabels);
        Add(buffers.LeftCounts);
        Add(buffers.RightCounts);
        Add(buffers.Hits);
        Add(buffers.HitCount);
        for (int group = 0; group < groups; group++)
        {
            var memory = new PtxMemory(new byte[program.SharedBytes], parameters, regions, timing);
            new PtxGroup(_code, group, program.RightRows, program.SharedBytes, memory).Run();
        }

        void Add<T>(ArrayView<T> view) where T : unmanaged
        {
            long address = view.LoadEffectiveAddressAsPtr(), bytes = view.Length * Marshal.SizeOf<T>();
            int place = Marshal.SizeOf<JoinTask>() + (regions.Count - 2) * 16;
            MemoryMarshal.Write(parameters.AsSpan(place), address);
            MemoryMarshal.Write(parameters.AsSpan(place + 8), view.Length);
            regions.Add((address, bytes));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static long TileBytes(long sliceBytes, int slices) =>
        slices * sliceBytes + TensorTile.LeftRows * TensorTile.SliceBytes;
}
