using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using ILGPU;
using ILGPU.Runtime.Cuda;
using Scanner.Gpu.Cuda;
using Scanner.Gpu.Kernels;
using Scanner.Join.Devices;

namespace Scanner.Tests.Gpu;

/// <summary>The tensor kernel's PTX, generated without a GPU.</summary>
public sealed partial class TensorModuleTests
{
    private const int HopperShared = 227 << 10, AmpereShared = 163 << 10, AdaShared = 99 << 10;

    public static TheoryData<string, int, int, int> Programs() => new()
    {
        { DeviceKernels.Wgmma, 90, HopperShared, 6 },
        { DeviceKernels.Wgmma, 90, HopperShared, 4 },
        { DeviceKernels.Wgmma, 90, HopperShared, 16 },
        { DeviceKernels.Mma, 90, HopperShared, 6 },
        { DeviceKernels.Mma, 80, AmpereShared, 6 },
        { DeviceKernels.Mma, 89, AdaShared, 16 },
        { DeviceKernels.Int8Wgmma, 90, HopperShared, 3 },
        { DeviceKernels.Int8Wgmma, 90, HopperShared, 8 },
        { DeviceKernels.Int8Mma, 80, AmpereShared, 3 },
        { DeviceKernels.Int8Mma, 89, AdaShared, 8 },
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public void It_holds_the_pipeline_and_nothing_touches_local_memory_in_the_main_loop(
        string name, int capability, int sharedBytes, int slices)
    {
        var program = TensorPrograms.Choose(name, sharedBytes, slices)!;
        Assert.True(program.SharedBytes <= sharedBytes, $"{program.SharedBytes} of {sharedBytes} bytes");
        var text = Write(program, capability);

        bool isWarpgroup = TensorPrograms.Fine(name) == DeviceKernels.Wgmma;
        var target = isWarpgroup ? "sm_90a" : "sm_80";
        Assert.Contains($".target {target}\n", text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains($".maxntid {program.RightRows}, 1, 1", text, StringComparison.Ordinal);
        Assert.DoesNotContain("SCAN_BEGIN", text, StringComparison.Ordinal);
        Assert.DoesNotContain("SCAN_MULTIPLY", text, StringComparison.Ordinal);
        Assert.DoesNotContain("SCAN_SPILL", text, StringComparison.Ordinal);
        Assert.DoesNotContain('$', text);

        var loop = MainLoop().Match(text).Value;
        Assert.Contains("cp.async.cg.shared.global", loop, StringComparison.Ordinal);
        Assert.Contains("bar.sync", loop, StringComparison.Ordinal);
        Assert.DoesNotContain(".local", loop, StringComparison.Ordinal);
        if (isWarpgroup)
        {
            // Four steps of 16 float16 or 32 int8.
            Assert.Equal(4, Count(loop, program.Element.Wgmma));
            Assert.Contains("fence.proxy.async", loop, StringComparison.Ordinal);
        }
        else
        {
            // Four steps, each 4 × 8 fragments of 16 × 8, from 4 + 4 loads of fragments.
            Assert.Equal(4 * 32, Count(loop, program.Element.Mma));
            Assert.Equal(4 * 8, Count(loop, "ldmatrix.sync.aligned.m8n8.x4.shared.b16"));
        }
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void Every_named_register_is_declared_once(string name, int capability, int sharedBytes, int slices)
    {
        var text = Write(TensorPrograms.Choose(name, sharedBytes, slices)!, capability);
        var declared = Declaration().Matches(text)
            .SelectMany(line => line.Groups["names"].Value.Split(','))
            .Select(register => register.Trim()).Where(register => !register.StartsWith('%')).ToList();
        Assert.Contains("acc<128>", declared);
        Assert.Equal(declared.Count, declared.Distinct().Count());
    }

    [Fact]
    public void Programs_with_the_same_measures_are_told_apart()
    {
        // 6 resident slices with 3 stages and 16 slices with 4 stages take the same bytes.
        var programs = new[] { 1, 4, 6, 16 }.Select(
            slices => TensorPrograms.Choose(DeviceKernels.Wgmma, HopperShared, slices)!).ToArray();
        Assert.Equal(programs[2].SharedBytes, programs[3].SharedBytes);
        Assert.Equal(4, programs.Select(program => program.Identity).Distinct().Count());
        Assert.Equal(4, programs.Select(program => Write(program, 90)).Distinct().Count());
    }

    [Fact]
    public void The_module_s_parameters_are_laid_out_as_the_launch_passes_them()
    {
        var text = Write(TensorPrograms.Choose(DeviceKernels.Mma, AmpereShared, slices: 6)!, 80);
        var sizes = Parameter().Matches(text).Select(match => int.Parse(match.Groups["bytes"].Value));
        Assert.Equal([Marshal.SizeOf<JoinTask>(), CudaModule.BuffersBytes], sizes);

        // The kernel reads each field where the C# struct holds it.
        foreach (var (field, register) in (ReadOnlySpan<(string, string)>)
            [("LeftAddress", "b64"), ("Slices", "b32"), ("LeftRow", "b32"), ("Low", "f32"), ("Scale", "f32"),
            ("IsWide", "b32")])
        {
            int offset = (int)Marshal.OffsetOf<JoinTask>($"<{field}>k__BackingField");
            var place = offset == 0 ? @"_task_\d+\]" : $@"_task_\d+\+{offset}\]";
            Assert.Matches($@"ld\.param\.{register}\s+%\w+, \[{place}", text);
        }
    }

    [Theory]
    [InlineData(70)]
    [InlineData(75)]
    public void Devices_without_cp_async_have_no_tensor_program(int capability) =>
        Assert.Empty(TensorPrograms.Names(capability));

    [Fact]
    public void Newer_devices_than_hopper_take_mma()
    {
        Assert.Equal(DeviceKernels.Wgmma, TensorPrograms.Names(90)[0]);
        Assert.Equal([DeviceKernels.Mma, DeviceKernels.Int8Mma], TensorPrograms.Names(80));
        Assert.Equal(TensorPrograms.Names(80), TensorPrograms.Names(120));
    }

    [Theory]
    [InlineData(HopperShared, 256)]
    [InlineData(AmpereShared, 256)]
    [InlineData(AdaShared, 128)]
    public void The_tile_fits_the_device(int sharedBytes, int rightRows)
    {
        // 1,024 dims are 16 slices: nothing stays resident.
        Assert.Equal(rightRows, TensorPrograms.Choose(DeviceKernels.Mma, sharedBytes, slices: 16)!.RightRows);
        Assert.Null(TensorPrograms.Choose(DeviceKernels.Mma, 48 << 10, slices: 16));
    }

    private static string Write(ITileProgram program, int capability)
    {
        using var context = Context.Create(builder => builder.Optimize(OptimizationLevel.O1));
        return TensorModule.Write(
            context, new CudaArchitecture(capability / 10, capability % 10), new CudaInstructionSet(8, 0), program);
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    [GeneratedRegex(@"SCAN_SLICE:.*?bra SCAN_SLICE;", RegexOptions.Singleline)]
    private static partial Regex MainLoop();

    [GeneratedRegex(@"\.param \.align 8 \.b8 \w+\[(?<bytes>\d+)\]")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\.reg\s+\.\w+\s+(?<names>[^;]+);")]
    private static partial Regex Declaration();
}
