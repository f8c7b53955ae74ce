using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace Scanner.Gpu.Kernels;

/// <summary>
/// The tensor kernel as one PTX module: ILGPU compiles what is C#, and a program's text takes the place of each mark.
/// </summary>
/// <remarks>
/// ILGPU takes inline PTX only as literals of the source, and never targets more than sm_80. Both are settled in the
/// text it returns, which the driver compiles for the device. Needs no device.
/// </remarks>
internal static partial class TensorModule
{
    /// <summary>The kernel's name in the module.</summary>
    public const string EntryPoint = "Kernel_Run";

    // ILGPU takes a third of a second for the C# part.
    private static readonly ConcurrentDictionary<string, Lazy<string>> Written = new();

    /// <summary>Writes the module.</summary>
    /// <param name="context">Any ILGPU context.</param>
    /// <param name="architecture">The device's.</param>
    /// <param name="instructionSet">The newest that its driver takes.</param>
    /// <param name="program">The hot part.</param>
    public static string Write(
        Context context, CudaArchitecture architecture, CudaInstructionSet instructionSet, ITileProgram program) =>
        Written.GetOrAdd(
            $"{architecture}, {instructionSet}, {program.Identity}",
            _ => new Lazy<string>(() => Make(context, architecture, instructionSet, program))).Value;

    private static string Make(
        Context context, CudaArchitecture architecture, CudaInstructionSet instructionSet, ITileProgram program)
    {
        using var backend = new PTXBackend(
            context, new CudaCapabilityContext(architecture), architecture, instructionSet, nvvmAPI: null);
        var entry = EntryPointDescription.FromExplicitlyGroupedKernel(
            typeof(TensorKernel).GetMethod(nameof(TensorKernel.Run))!);
        var kernel = (PTXCompiledKernel)backend.Compile(entry, new KernelSpecialization(program.RightRows, 1));
        var text = TargetLine().Replace(kernel.PTXAssembly, $".target {program.Target}");
        return Mark().Replace(text, mark => Fill(program, mark));
    }

    private static string Fill(ITileProgram program, Match mark)
    {
        var name = mark.Groups["name"].Value;
        var text = name switch
        {
            "BEGIN" => program.Begin(),
            "MULTIPLY" => program.Multiply(),
            _ => PtxText.Spill(program.Element, name[^1] - '0'),
        };
        var arguments = mark.Groups["arguments"].Value.Split(',', StringSplitOptions.TrimEntries);
        return Argument().Replace(text, found => arguments[found.ValueSpan[1] - '0']);
    }

    [GeneratedRegex(@"^\.target .*$", RegexOptions.Multiline)]
    private static partial Regex TargetLine();

    [GeneratedRegex(@"^\s*SCAN_(?<name>BEGIN|MULTIPLY|SPILL\d)\s*(?<arguments>[^;]*);", RegexOptions.Multiline)]
    private static partial Regex Mark();

    [GeneratedRegex(@"\$\d")]
    private static partial Regex Argument();
}
