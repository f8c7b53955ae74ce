using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;
using Scanner.Embed;
using Scanner.Gpu.Cuda;
using Scanner.Gpu.Kernels;
using Scanner.Join;
using Scanner.Join.Devices;
using Scanner.Runs;

namespace Scanner.Gpu;

/// <summary>The GPUs that ILGPU finds: CUDA, and OpenCL.</summary>
public sealed class GpuDevices : IJoinDevices
{
    private static readonly DeviceKind[] Kinds = [DeviceKind.Cuda, DeviceKind.OpenCl];

    /// <inheritdoc/>
    public IReadOnlyList<DeviceState> Try()
    {
        var states = new List<DeviceState>();
        foreach (var kind in Kinds)
        {
            int count = Count(kind, out var trouble);
            if (count == 0) states.Add(new DeviceState($"{NameOf(kind)}:0", false, trouble));
            for (int i = 0; i < count; i++) states.Add(Try(new DeviceChoice(kind, [i])));
        }

        return states;
    }

    /// <inheritdoc/>
    public IReadOnlyList<IJoinDevice> Open(DeviceChoice choice, string? kernel, int dim)
    {
        // OpenCL is not taken unasked: what it finds is often the processor's own graphics.
        bool isAuto = choice.Kind == DeviceKind.Auto;
        var kind = isAuto ? DeviceKind.Cuda : choice.Kind;
        int count = Count(kind, out var trouble);
        if (isAuto && count == 0)
            return kernel is null ? [] : throw new ScanException($"--backend {kernel}: {trouble}.");

        var indexes = isAuto ? [.. Enumerable.Range(0, count)] : choice.Indexes;
        RefuseAbsent(kind, indexes, count, trouble);
        var opened = new List<IJoinDevice>();
        try
        {
            foreach (int index in indexes) opened.Add(Open(kind, index, kernel, dim));
            return opened;
        }
        catch
        {
            foreach (var device in opened) device.Dispose();
            throw;
        }
    }

    private static void RefuseAbsent(DeviceKind kind, IReadOnlyList<int> indexes, int count, string trouble)
    {
        foreach (int index in indexes.Where(index => index >= count))
        {
            throw new ScanException($"--device {NameOf(kind)}:{index}: " + (count == 0
                ? $"{trouble}. Install what is missing, or leave --device out."
                : $"this machine has {count} of that kind, and they count from 0."));
        }
    }

    private static DeviceState Try(DeviceChoice choice)
    {
        try
        {
            using var device = Open(choice.Kind, choice.Indexes[0], kernel: null, dim: 2);
            float[] rows = [1, 0, 0.6f, 0.8f, 1, 0];
            using var tile = device.OpenTile(device.SlabRows, dim: 2);
            tile.Load(RowSource.Of(rows, 2), new TileRange(0, 3));
            using var lane = device.OpenLane(device.SlabRows, hitsMax: 8);
            var found = lane.Join(tile, tile, new LaneTask(0, 3, IsDiagonal: true, Low: 0.9f, High: 0.9f, Slack: 0));
            bool isRight = found.Hits is [{ Left: 0, Right: 2 }];
            return new DeviceState(choice.ToString(), isRight, isRight
                ? $"ran the {device.Kernel} kernel on {device.Description}"
                : $"the {device.Kernel} kernel gives wrong results on {device.Description}");
        }
        catch (Exception error) when (error is ScanException or DeviceException)
        {
            return new DeviceState(choice.ToString(), false, error.Message);
        }
    }

    private static GpuDevice Open(DeviceKind kind, int index, string? kernel, int dim)
    {
        var name = $"{NameOf(kind)}:{index}";
        Context? context = null;
        Accelerator? accelerator = null;
        try
        {
            context = NewContext(kind);
            accelerator = kind == DeviceKind.Cuda
                ? context.GetCudaDevices()[index].CreateCudaAccelerator(context)
                : context.GetCLDevices()[index].CreateCLAccelerator(context);
            var chosen = NewKernel(context, accelerator, name, kernel);
            chosen.Prepare(dim);
            return new GpuDevice(name, context, accelerator, chosen);
        }
        catch (Exception error) when (error is AcceleratorException or DeviceException or ScanException
            or NotSupportedException)
        {
            DriverErrors.Ignore(() => accelerator?.Dispose());
            context?.Dispose();
            if (error is ScanException) throw;
            var words = error is AcceleratorException driver ? DriverErrors.Words(driver) : error.Message;
            throw new ScanException(
                $"--device {name}: does not work: {words}. Free or reset the device, update its driver, or leave "
                + "--device out.", error);
        }
    }

    private static IGpuKernel NewKernel(Context context, Accelerator accelerator, string device, string? name)
    {
        var cuda = accelerator as CudaAccelerator;
        IReadOnlyList<string> names = cuda is null
            ? []
            : TensorPrograms.Names(cuda.Architecture.Major * 10 + cuda.Architecture.Minor);
        name ??= names.FirstOrDefault(DeviceKernels.Portable);
        if (name == DeviceKernels.Portable) return new PortableLauncher(accelerator);
        if (cuda is not null && names.Contains(name)) return TensorLauncher.OnCuda(context, cuda, name);

        var capability = cuda is null
            ? "no CUDA device"
            : $"compute capability {cuda.Architecture.Major}.{cuda.Architecture.Minor}";
        throw new ScanException(
            $"--backend {name}: {device} ({accelerator.Name}, {capability}) cannot run it. It runs: "
            + $"{string.Join(", ", [.. names, DeviceKernels.Portable])}.");
    }

    // O1 and not O2, which may move code across the marks of the tensor kernel.
    private static Context NewContext(DeviceKind kind) => Context.Create(builder =>
    {
        builder.Optimize(OptimizationLevel.O1);
        if (kind == DeviceKind.Cuda) builder.Cuda();
        else builder.OpenCL();
    });

    private static int Count(DeviceKind kind, out string trouble)
    {
        CudaLibrary.Register();
        trouble = kind == DeviceKind.Cuda
            ? "no NVIDIA GPU with its driver was found"
            : "no OpenCL GPU with its driver was found";
        try
        {
            using var context = NewContext(kind);
            return kind == DeviceKind.Cuda ? context.GetCudaDevices().Count : context.GetCLDevices().Count;
        }
        catch (Exception error) when (error is AcceleratorException or DllNotFoundException or NotSupportedException
            or EntryPointNotFoundException)
        {
            if (error is AcceleratorException driver) trouble += $" ({DriverErrors.Words(driver)})";
            return 0;
        }
    }

    private static string NameOf(DeviceKind kind) => kind == DeviceKind.Cuda ? "cuda" : "opencl";
}
