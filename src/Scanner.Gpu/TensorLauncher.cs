using System.Collections.Concurrent;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using Scanner.Gpu.Cuda;
using Scanner.Gpu.Kernels;
using Scanner.Join.Devices;

namespace Scanner.Gpu;

/// <summary>
/// The tensor kernel on a CUDA device. A module is compiled for each number of slices. A kernel of int8 has that of
/// float16 beside it, for tiles where more would be left to settle than a lane has room for.
/// </summary>
internal sealed class TensorLauncher : IGpuKernel
{
    // Groups wanted per multiprocessor, so that the last ones leave few idle, before strips get longer.
    private const int GroupsPerProcessor = 8;

    // Longer strips save nothing more: the ring is filled once in 32 × 256 rows.
    private const int StripTilesMax = 32;

    private readonly Accelerator _accelerator;
    private readonly SliceLayout[] _layouts;
    private readonly int _sharedBytesMax;
    private readonly Func<ITileProgram, LoadedProgram> _load;
    private readonly ConcurrentDictionary<(string Name, int Slices), Lazy<LoadedProgram>> _loaded = new();

    /// <param name="accelerator">The device.</param>
    /// <param name="name">Which tensor kernel.</param>
    /// <param name="sharedBytesMax">Bytes of shared memory that a group may ask for.</param>
    /// <param name="load">Makes a program ready.</param>
    public TensorLauncher(
        Accelerator accelerator, string name, int sharedBytesMax, Func<ITileProgram, LoadedProgram> load)
    {
        _accelerator = accelerator;
        Name = name;
        _layouts = [.. new[] { TensorPrograms.Fine(name), name }.Distinct()
            .Select(kernel => SliceLayout.Of(TensorPrograms.Element(kernel)))];
        _sharedBytesMax = sharedBytesMax;
        _load = load;
    }

    /// <summary>The tensor kernel on a CUDA device.</summary>
    public static TensorLauncher OnCuda(Context context, CudaAccelerator accelerator, string name) => new(
        accelerator, name, CudaLibrary.SharedBytesMax(accelerator.DeviceId), program =>
        {
            var text = TensorModule.Write(context, accelerator.Architecture, accelerator.InstructionSet, program);
            var module = new CudaModule(accelerator, text, program);
            return new LoadedProgram(program, module.Launch, module);
        });

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int SlabRows => SliceLayout.SlabRows;

    // 65,536 × 65,536 × 384 takes an H200 5 ms; the host's part, 1 to 2 ms by estimate, runs meanwhile.
    /// <inheritdoc/>
    public int TileRowsMax => 1 << 16;

    /// <inheritdoc/>
    public IReadOnlyList<IRowLayout> Layouts => _layouts;

    /// <inheritdoc/>
    public void Launch(AcceleratorStream stream, GpuTile left, GpuTile right, LaneTask task, JoinBuffers buffers)
    {
        GpuImage one = left.Image(task.IsCoarse), other = right.Image(task.IsCoarse);
        int slices = Slices(task.IsCoarse, left.Dim);
        var (program, launch, _) = Prepared(task.IsCoarse, left.Dim);
        int blocks = Parts(task.LeftEnd - task.LeftFirst, TensorTile.LeftRows);
        int tiles = Parts(right.Range.Rows, program.RightRows);
        int groupsWanted = _accelerator.NumMultiprocessors * GroupsPerProcessor;
        int strip = (int)Math.Clamp((long)blocks * tiles / groupsWanted, 1, StripTilesMax);
        launch(stream, blocks * Parts(tiles, strip), new JoinTask(
            one.Memory.LoadEffectiveAddressAsPtr(), other.Memory.LoadEffectiveAddressAsPtr(),
            SliceLayout.SliceStride(one.Capacity), SliceLayout.SliceStride(other.Capacity), slices,
            task.LeftFirst, task.LeftEnd, right.Range.Rows, left.Range.FirstRow, right.Range.FirstRow,
            task.IsDiagonal ? 1 : 0, task.Low, task.High, task.Slack, one.Step * other.Step,
            program.RightRows, strip, program.IsWide ? 1 : 0), buffers);
    }

    /// <inheritdoc/>
    public void Prepare(int dim)
    {
        for (int i = 0; i < _layouts.Length; i++) Prepared(isCoarse: i > 0, dim);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var loaded in _loaded.Values.Where(loaded => loaded.IsValueCreated))
            DriverErrors.Ignore(loaded.Value.Module.Dispose);
    }

    private int Slices(bool isCoarse, int dim) => _layouts[isCoarse ? 1 : 0].Slices(dim);

    private LoadedProgram Prepared(bool isCoarse, int dim) => _loaded.GetOrAdd(
        (isCoarse ? Name : TensorPrograms.Fine(Name), Slices(isCoarse, dim)),
        key => new Lazy<LoadedProgram>(() => Load(key.Name, key.Slices))).Value;

    private LoadedProgram Load(string name, int slices)
    {
        var program = TensorPrograms.Choose(name, _sharedBytesMax, slices) ?? throw new DeviceException(
            $"has {_sharedBytesMax >> 10} KiB of shared memory for a group, too little for any {name} kernel");
        return _load(program);
    }

    private static int Parts(int whole, int part) => (whole + part - 1) / part;
}
