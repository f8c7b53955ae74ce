using System.Collections.Concurrent;
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

    private readonly Accelerator _accelerator;
    private readonly int _sharedBytesMax;
    private readonly Func<ITileProgram, ITensorModule> _load;
    private readonly ConcurrentDictionary<int, Lazy<Loaded>> _loaded = new();

    /// <param name="accelerator">The device.</param>
    /// <param name="name">Which tensor kernel.</param>
    /// <param name="sharedBytesMax">Bytes of shared memory that a group may ask for.</param>
    /// <param name="load">Makes the module of a program.</param>
    public TensorLauncher(
        Accelerator accelerator, string name, int sharedBytesMax, Func<ITileProgram, ITensorModule> load)
    {
        _accelerator = accelerator;
        Name = name;
        _sharedBytesMax = sharedBytesMax;
        _load = load;
    }

    /// <summary>The tensor kernel on a CUDA device.</summary>
    public static TensorLauncher OnCuda(Context context, CudaAccelerator accelerator, string name) => new(
        accelerator, name, CudaLibrary.SharedBytesMax(accelerator.DeviceId), program => new CudaModule(
            accelerator,
            TensorModule.Write(context, accelerator.Architecture, accelerator.InstructionSet, program), program));

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int SlabRows => SlicePacking.SlabRows;

    // 65,536 × 65,536 × 384 takes an H200 5 ms; the host's part, 1 to 2 ms by estimate, runs meanwhile.
    /// <inheritdoc/>
    public int TileRowsMax => 1 << 16;

    /// <inheritdoc/>
    public long TileBytes(int rows, int dim) => SlicePacking.TileBytes(rows, dim);

    /// <inheritdoc/>
    public int StagingBytes(int rows, int dim) => rows * SlicePacking.Slices(dim) * TensorTile.SliceBytes;

    /// <inheritdoc/>
    public float Store(
        AcceleratorStream stream, Span<byte> staging, RowSource source, TileRange rows, int firstRow, GpuTile tile)
    {
        float error = SlicePacking.Pack(source, rows, MemoryMarshal.Cast<byte, Half>(staging));
        int sliceBytes = rows.Rows * TensorTile.SliceBytes;
        for (int slice = 0; slice < SlicePacking.Slices(source.Dim); slice++)
        {
            long place = slice * SlicePacking.SliceStride(tile.Capacity) + (long)firstRow * TensorTile.SliceBytes;
            tile.Memory.SubView(place, sliceBytes)
                .CopyFromCPUUnsafeAsync(stream, ref staging[slice * sliceBytes], sliceBytes);
        }

        return error;
    }

    /// <inheritdoc/>
    public void Launch(AcceleratorStream stream, GpuTile left, GpuTile right, LaneTask task, JoinBuffers buffers)
    {
        int slices = SlicePacking.Slices(left.Dim);
        var (program, module) = Prepared(left.Dim);
        int blocks = Parts(task.LeftEnd - task.LeftFirst, TensorTile.LeftRows);
        int tiles = Parts(right.Range.Rows, program.RightRows);
        int groupsWanted = _accelerator.NumMultiprocessors * GroupsPerProcessor;
        int strip = (int)Math.Clamp((long)blocks * tiles / groupsWanted, 1, StripTilesMax);
        module.Launch(stream, blocks * Parts(tiles, strip), new JoinTask(
            left.Memory.LoadEffectiveAddressAsPtr(), right.Memory.LoadEffectiveAddressAsPtr(),
            SlicePacking.SliceStride(left.Capacity), SlicePacking.SliceStride(right.Capacity), slices,
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
        _loaded.GetOrAdd(SlicePacking.Slices(dim), slices => new Lazy<Loaded>(() => Load(slices))).Value;

    private Loaded Load(int slices)
    {
        var program = TensorPrograms.Choose(Name, _sharedBytesMax, slices) ?? throw new DeviceException(
            $"has {_sharedBytesMax >> 10} KiB of shared memory for a group, too little for any {Name} kernel");
        return new Loaded(program, _load(program));
    }

    private static int Parts(int whole, int part) => (whole + part - 1) / part;

    private readonly record struct Loaded(ITileProgram Program, ITensorModule Module);
}
