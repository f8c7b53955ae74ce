using System.Buffers;
using System.Collections.Concurrent;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using Scanner.Gpu.Cuda;
using Scanner.Gpu.Kernels;
using Scanner.Join;
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
    public int SlabRows => TensorTile.LeftRows / 2;

    // 65,536 × 65,536 × 384 takes an H200 5 ms; the host's part of it is 1 to 2 ms and runs meanwhile.
    /// <inheritdoc/>
    public int TileRowsMax => 1 << 16;

    /// <inheritdoc/>
    public long TileBytes(int rows, int dim) => Padded(rows) * TensorTile.SliceBytes * Slices(dim);

    /// <inheritdoc/>
    public int StagingBytes(int rows, int dim) => rows * Slices(dim) * TensorTile.SliceBytes;

    /// <inheritdoc/>
    public float Store(
        AcceleratorStream stream, Span<byte> staging, RowSource source, TileRange rows, int firstRow, GpuTile tile)
    {
        var halves = ArrayPool<Half>.Shared.Rent(rows.Rows * source.Dim);
        float error = Read(source, rows, halves);
        Pack(halves, source.Dim, rows.Rows, MemoryMarshal.Cast<byte, Half>(staging));
        ArrayPool<Half>.Shared.Return(halves);

        int sliceBytes = rows.Rows * TensorTile.SliceBytes;
        for (int slice = 0; slice < Slices(source.Dim); slice++)
        {
            long place = (slice * Padded(tile.Capacity) + firstRow) * TensorTile.SliceBytes;
            tile.Memory.SubView(place, sliceBytes)
                .CopyFromCPUUnsafeAsync(stream, ref staging[slice * sliceBytes], sliceBytes);
        }

        return error;
    }

    /// <inheritdoc/>
    public void Launch(AcceleratorStream stream, GpuTile left, GpuTile right, LaneTask task, JoinBuffers buffers)
    {
        int slices = Slices(left.Dim);
        var (program, module) = Prepared(left.Dim);
        int blocks = Parts(task.LeftEnd - task.LeftFirst, TensorTile.LeftRows);
        int tiles = Parts(right.Range.Rows, program.RightRows);
        int groupsWanted = _accelerator.NumMultiprocessors * GroupsPerProcessor;
        int strip = (int)Math.Clamp((long)blocks * tiles / groupsWanted, 1, StripTilesMax);
        module.Launch((CudaStream)stream, blocks * Parts(tiles, strip), new JoinTask(
            left.Memory.LoadEffectiveAddressAsPtr(), right.Memory.LoadEffectiveAddressAsPtr(),
            Padded(left.Capacity) * TensorTile.SliceBytes, Padded(right.Capacity) * TensorTile.SliceBytes, slices,
            task.LeftFirst, task.LeftEnd, right.Range.Rows, left.Range.FirstRow, right.Range.FirstRow,
            task.IsDiagonal ? 1 : 0, task.Low, task.High, task.Slack, program.RightRows, strip,
            program.IsWide ? 1 : 0), buffers);
    }

    /// <inheritdoc/>
    public void Prepare(int dim) => Prepared(dim);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var loaded in _loaded.Values.Where(loaded => loaded.IsValueCreated))
            DriverErrors.Ignore(loaded.Value.Module.Dispose);
    }

    private Loaded Prepared(int dim) =>
        _loaded.GetOrAdd(Slices(dim), slices => new Lazy<Loaded>(() => Load(slices))).Value;

    private Loaded Load(int slices)
    {
        var program = TensorPrograms.Choose(Name, _sharedBytesMax, slices) ?? throw new DeviceException(
            $"has {_sharedBytesMax >> 10} KiB of shared memory for a group, too little for any {Name} kernel");
        var text = TensorModule.Write(
            _context, _accelerator.Architecture, _accelerator.InstructionSet, program);
        return new Loaded(program, new CudaModule(_accelerator, text, program));
    }

    // Rows as float16. Returns the largest distance of a row from its image: 0 where they are float16 already.
    private static float Read(RowSource source, TileRange rows, Half[] halves)
    {
        if (source.CopyHalf is { } copy)
        {
            copy(rows.FirstRow, rows.Rows, halves);
            return 0;
        }

        int dim = source.Dim;
        var values = ArrayPool<float>.Shared.Rent(rows.Rows * dim);
        var back = ArrayPool<float>.Shared.Rent(dim);
        source.Copy(rows.FirstRow, rows.Rows, values);
        TensorPrimitives.ConvertToHalf(values.AsSpan(0, rows.Rows * dim), halves);
        float error = 0;
        for (int i = 0; i < rows.Rows; i++)
        {
            TensorPrimitives.ConvertToSingle(halves.AsSpan(i * dim, dim), back);
            float distance = TensorPrimitives.Distance<float>(values.AsSpan(i * dim, dim), back.AsSpan(0, dim));
            error = Math.Max(error, distance);
        }

        ArrayPool<float>.Shared.Return(back);
        ArrayPool<float>.Shared.Return(values);
        return error;
    }

    // [rows × dim] to [slices × rows × 64].
    private static void Pack(ReadOnlySpan<Half> halves, int dim, int rows, Span<Half> packed)
    {
        for (int slice = 0; slice < Slices(dim); slice++)
        {
            int first = slice * TensorTile.SliceDim, count = Math.Min(TensorTile.SliceDim, dim - first);
            for (int i = 0; i < rows; i++)
            {
                var to = packed.Slice((slice * rows + i) * TensorTile.SliceDim, TensorTile.SliceDim);
                halves.Slice(i * dim + first, count).CopyTo(to);
                to[count..].Clear();
            }
        }
    }

    private static long Padded(int rows) => (long)Parts(rows, TensorTile.RowsPadding) * TensorTile.RowsPadding;

    private static int Slices(int dim) => Parts(dim, TensorTile.SliceDim);

    private static int Parts(int whole, int part) => (whole + part - 1) / part;

    private readonly record struct Loaded(ITileProgram Program, CudaModule Module);
}
