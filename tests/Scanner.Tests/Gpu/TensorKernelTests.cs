using ILGPU;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using Scanner.Embed;
using Scanner.Gpu;
using Scanner.Gpu.Kernels;
using Scanner.Join;
using Scanner.Join.Devices;
using Scanner.Tests.Gpu.Ptx;
using Scanner.Tests.Join;
using Scanner.Tests.Join.Devices;

namespace Scanner.Tests.Gpu;

/// <summary>The tensor kernel's PTX, run without a GPU by a machine that knows its instructions.</summary>
public sealed class TensorKernelTests
{
    public static TheoryData<string, int> Kernels() => new()
    {
        { DeviceKernels.Wgmma, 227 << 10 },
        { DeviceKernels.Mma, 163 << 10 },
        { DeviceKernels.Mma, 99 << 10 },
        { DeviceKernels.Int8Wgmma, 227 << 10 },
        { DeviceKernels.Int8Mma, 163 << 10 },
        { DeviceKernels.Int8Mma, 99 << 10 },
    };

    [Theory]
    [MemberData(nameof(Kernels))]
    public void It_finds_the_naive_pairs(string kernel, int sharedBytes)
    {
        foreach (var (rows, dim) in (ReadOnlySpan<(int, int)>)[(3, 8), (140, 65), (300, 200)])
        {
            var values = ExactRows.Make(rows, dim, seed: rows + dim);
            var result = Join(values, dim, 0.5f, cap: 4, kernel, sharedBytes, new PtxTiming());
            NaiveJoin.AssertIs(result, values, dim, new JoinSettings(0.5f) { Cap = 4 });
        }
    }

    private static SelfJoinResult Join(
        float[] values, int dim, float threshold, int cap, string kernel, int sharedBytes, PtxTiming timing) =>
        Joiner.SelfJoin(RowSource.Of(values, dim), new JoinSettings(threshold)
        {
            Cap = cap,
            TileRows = 192,
            Device = DeviceChoice.Parse("cuda"),
            Devices = new TestDevices(() => Open(kernel, sharedBytes, timing)),
        });

    private static GpuDevice Open(string kernel, int sharedBytes, PtxTiming timing)
    {
        var context = Context.Create(builder => builder.Optimize(OptimizationLevel.O1).CPU(new CPUDevice(4, 16, 1)));
        var accelerator = context.CreateCPUAccelerator(0);
        var launcher = new TensorLauncher(accelerator, kernel, sharedBytes, program => new PtxModule(
            TensorModule.Write(context, new CudaArchitecture(9, 0), new CudaInstructionSet(8, 0), program), program,
            timing));
        return new GpuDevice("ptx:0", context, accelerator, launcher);
    }
}
