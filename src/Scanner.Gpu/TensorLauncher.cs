using System.Buffers;
using System.Collections.Concurrent;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using Scanner.Gpu.Cuda;
using Scanner.Gpu.Kernels;
using Scanner.Join.Devices;

using Half = System.Half;

namespace Scanner.Gpu;

/// <summary>
/// The tensor kernel on a CUDA device. Rows lie there as [slices × rows × 64] float16, the last slice filled up with
/// zeros; a module is compiled for each number of slices.
/// </summary>
internal sealed class TensorLauncher : IGpuKernel
{
    // Groups wanted per multiprocessor, so that the last ones leave few idle, before strips get longer.
    private const int GroupsPerProcessor = 8;

    // Longer strips save nothing more: the ring is filled once in 32 × 256 rows.
    private const int StripTilesMax = 32;

    private readonly Context _context;
    private readonly CudaAccelerator _accelerator;
    private readonly int _sharedBytesMax;
    private readonly ConcurrentDictionary<int, Lazy<Loaded>> _loaded = new();

    public TensorLauncher(Context context, CudaAccelerator accelerator, string name)
    {
        _context = context;
        _accelerator = accelerator;
        Name = name;
        _sharedBytesMax = CudaLibrary.SharedBytesMax(accelerator.DeviceId);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int SlabRows => TensorTile.LeftRows;

    // 65,536 × 65,536 × 384 takes an H200 5 ms; the host's part of it is 1 to 2 ms and runs meanwhile.
    /// <inheritdoc/>
    public int TileRowsMax => 1 << 16;

    /// <inheritdoc/>
    public long TileBytes(int rows, int dim) => Padded(rows) * TensorTile.SliceBytes * Slices(dim);

    /// <inheritdoc/>
    public float Store(ReadOnlySpan<float> values, int dim, int firstRow, ArrayView<byte> tile, int tileRows)
    {
        int rows = values.Length / dim, slices = Slices(dim), sliceRows = rows * TensorTile.SliceDim;
        var packed = ArrayPool<Half>.Shared.Rent(sliceRows);
        var differences = ArrayPool<float>.Shared.Rent(rows);
        Array.Clear(differences, 0, rows);
        for (int slice = 0; slice < slices; slice++)
        {
            int first = slice * TensorTile.SliceDim, count = Math.Min(TensorTile.SliceDim, dim - first);
            for (int row = 0; row < rows; row++)
            {
                var from = values.Slice(row * dim + first, count);
                var to = packed.AsSpan(row * TensorTile.SliceDim, TensorTile.SliceDim);
                TensorPrimitives.ConvertToHalf(from, to);
                to[count..].Clear();
                differences[row] += SquaredDifference(from, to);
            }

            var place = slice * Padded(tileRows) * TensorTile.SliceBytes + (long)firstRow * TensorTile.SliceBytes;
            var bytes = MemoryMarshal.AsBytes(packed.AsSpan(0, sliceRows));
            tile.SubView(place, bytes.Length).CopyFromCPU(ref bytes[0], bytes.Length);
        }

        float most = MathF.Sqrt(TensorPrimitives.Max<float>(differences.AsSpan(0, rows)));
        ArrayPool<float>.Shared.Return(differences);
        ArrayPool<Half>.Shared.Return(packed);
        return most;
    }

    /// <inheritdoc/>
    public void Launch(AcceleratorStream stream, GpuTile left, GpuTile right, LaneTask task, JoinBuffers buffers)
    {
        int slices = Slices(left.Dim);
        var (program, module) = _loaded.GetOrAdd(slices, count => new Lazy<Loaded>(() => Load(count))).Value;
        int blocks = Parts(task.LeftEnd - task.LeftFirst, TensorTile.LeftRows);
        int tiles = Parts(right.Range.Rows, program.RightRows);
        int groupsWanted = _accelerator.NumMultiprocessors * GroupsPerProcessor;
        int strip = (int)Math.Clamp((long)blocks * tiles / groupsWanted, 1, StripTilesMax);
        module.Launch((CudaStream)stream, blocks * Parts(tiles, strip), new JoinTask(
            left.Memory.LoadEffectiveAddressAsPtr(), right.Memory.LoadEffectiveAddressAsPtr(),
            Padded(left.Capacity) * TensorTile.SliceBytes, Padded(right.Capacity) * TensorTile.SliceBytes, slices,
            task.LeftFirst, task.LeftEnd, right.Range.Rows, task.IsDiagonal ? 1 : 0, task.Low, task.High, task.Slack,
            program.RightRows, strip, program.IsWide ? 1 : 0), buffers);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var loaded in _loaded.Values.Where(loaded => loaded.IsValueCreated))
            DriverErrors.Ignore(loaded.Value.Module.Dispose);
    }

    private Loaded Load(int slices)
    {
        var program = TensorPrograms.Choose(Name, _sharedBytesMax, slices) ?? throw new DeviceException(
            $"has {_sharedBytesMax >> 10} KiB of shared memory for a group, too little for any {Name} kernel");
        var text = TensorModule.Write(
            _context, _accelerator.Architecture, _accelerator.InstructionSet, program);
        return new Loaded(program, new CudaModule(_accelerator, text, program));
    }

    private static float SquaredDifference(ReadOnlySpan<float> values, ReadOnlySpan<Half> rounded)
    {
        Span<float> back = stackalloc float[TensorTile.SliceDim];
        TensorPrimitives.ConvertToSingle(rounded[..values.Length], back);
        float distance = TensorPrimitives.Distance<float>(values, back[..values.Length]);
        return distance * distance;
    }

    private static long Padded(int rows) => (long)Parts(rows, TensorTile.RowsPadding) * TensorTile.RowsPadding;

    private static int Slices(int dim) => Parts(dim, TensorTile.SliceDim);

    private static int Parts(int whole, int part) => (whole + part - 1) / part;

    private readonly record struct Loaded(ITileProgram Program, CudaModule Module);
}
