using System.Collections.Concurrent;
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
    private const int HopperShared = 227 << 10, AmpereShared = 163 << 10, AdaShared = 99 << 10;

    // Programs that have run, by identity.
    private readonly ConcurrentDictionary<string, ITileProgram> _launched = new();

    public static TheoryData<string, int> Kernels() => new()
    {
        { DeviceKernels.Wgmma, HopperShared },
        { DeviceKernels.Mma, AmpereShared },
        { DeviceKernels.Mma, AdaShared },
        { DeviceKernels.Int8Wgmma, HopperShared },
        { DeviceKernels.Int8Mma, AmpereShared },
        { DeviceKernels.Int8Mma, AdaShared },
    };

    [Theory]
    [MemberData(nameof(Kernels))]
    public void It_finds_the_naive_pairs_whatever_is_late(string kernel, int sharedBytes)
    {
        // 800 rows are strips of several tiles, and their slices go around the ring.
        AssertNaive(3, 8, new PtxTiming());
        AssertNaive(140, 65, new PtxTiming(AreCopiesLate: true, AreProductsLate: true, IsLastThreadFirst: true));
        AssertNaive(800, 140, new PtxTiming(AreCopiesLate: true, AreProductsLate: false, IsLastThreadFirst: true));
        AssertNaive(800, 140, new PtxTiming(AreCopiesLate: false, AreProductsLate: true, IsLastThreadFirst: false));

        void AssertNaive(int rows, int dim, PtxTiming timing)
        {
            var values = ExactRows.Make(rows, dim, seed: rows + dim);
            var settings = Settings(0.5f, kernel, sharedBytes, timing) with { Cap = 4 };
            NaiveJoin.AssertIs(Joiner.SelfJoin(RowSource.Of(values, dim), settings), values, dim, settings);
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Similarities_all_around_the_threshold_agree_with_the_reference(string kernel, int sharedBytes)
    {
        const int Rows = 150, Dim = 384;
        var values = ResemblingRows.Make(Rows, Dim);
        var settings = Settings(ResemblingRows.Threshold, kernel, sharedBytes, new PtxTiming()) with { Cap = 64 };
        NaiveJoin.AssertIsNearly(Joiner.SelfJoin(RowSource.Of(values, Dim), settings), values, Dim, settings);

        // An int8 kernel had no need of the other.
        Assert.Equal(kernel, Assert.Single(_launched.Values).Name);
    }

    [Theory]
    [InlineData(DeviceKernels.Int8Wgmma, HopperShared)]
    [InlineData(DeviceKernels.Int8Mma, AmpereShared)]
    public void What_is_too_dense_for_int8_goes_to_float16(string kernel, int sharedBytes)
    {
        // 256 × 256 equal rows are 32,640 pairs; a launch may hand over 64 × 256.
        const int Rows = 256, Dim = 4, Cap = 3;
        var settings = Settings(1, kernel, sharedBytes, new PtxTiming()) with { Cap = Cap, TileRows = Rows };
        var values = Enumerable.Repeat(0.5f, Rows * Dim).ToArray();
        NaiveJoin.AssertIsOfEqualRows(Joiner.SelfJoin(RowSource.Of(values, Dim), settings), Rows, Cap);
        Assert.Equal(
            new[] { kernel, TensorPrograms.Fine(kernel) }.Order(), _launched.Values.Select(run => run.Name).Order());
    }

    [Theory]
    [InlineData(DeviceKernels.Wgmma, "cp.async.wait_group 1;")]
    [InlineData(DeviceKernels.Wgmma, "bar.sync 0;")]
    [InlineData(DeviceKernels.Wgmma, "wgmma.wait_group.sync.aligned 1;")]
    [InlineData(DeviceKernels.Wgmma, "wgmma.wait_group.sync.aligned 0;")]
    [InlineData(DeviceKernels.Mma, "cp.async.wait_group 2;")]
    [InlineData(DeviceKernels.Mma, "bar.sync 0;")]
    [InlineData(DeviceKernels.Mma, "bar.warp.sync")]
    public void The_machine_notices_what_is_missing(string kernel, string line)
    {
        const int Rows = 300, Dim = 520;
        var values = ExactRows.Make(Rows, Dim, seed: 1);
        bool[] both = [false, true];
        var timings =
            from copies in both from products in both from order in both select new PtxTiming(copies, products, order);
        Assert.Contains(timings, timing =>
        {
            var settings = Settings(0.5f, kernel, HopperShared, timing, without: line);
            try
            {
                NaiveJoin.AssertIs(Joiner.SelfJoin(RowSource.Of(values, Dim), settings), values, Dim, settings);
                return false;
            }
            catch (Exception error) when (error is InvalidOperationException or Xunit.Sdk.XunitException)
            {
                return true;
            }
        });
    }

    private JoinSettings Settings(
        float threshold, string kernel, int sharedBytes, PtxTiming timing, string? without = null) =>
        new(threshold)
        {
            TileRows = 832,
            Device = DeviceChoice.Parse("cuda"),
            Devices = new TestDevices(() => Open(kernel, sharedBytes, timing, without)),
        };

    private GpuDevice Open(string kernel, int sharedBytes, PtxTiming timing, string? without)
    {
        var context = Context.Create(builder => builder.Optimize(OptimizationLevel.O1).CPU(new CPUDevice(4, 16, 1)));
        var accelerator = context.CreateCPUAccelerator(0);
        var launcher = new TensorLauncher(accelerator, kernel, sharedBytes, program =>
        {
            _launched.TryAdd(program.Identity, program);
            var text = TensorModule.Write(context, new CudaArchitecture(9, 0), new CudaInstructionSet(8, 0), program);
            if (without is not null)
            {
                Assert.Contains(without, text, StringComparison.Ordinal);
                text = text.Replace(without, "//", StringComparison.Ordinal);
            }

            var module = new PtxModule(text, program, timing);
            return new LoadedProgram(program, module.Launch, module);
        });
        return new GpuDevice("ptx:0", context, accelerator, launcher);
    }
}
