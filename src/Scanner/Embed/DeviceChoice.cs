using System.Globalization;
using Scanner.Runs;

namespace Scanner.Embed;

/// <summary>A kind of device.</summary>
public enum DeviceKind
{
    /// <summary>CUDA where it really works, else the CPU.</summary>
    Auto,

    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>NVIDIA GPUs.</summary>
    Cuda,

    /// <summary>GPUs by OpenCL: they join, and models run on the processor meanwhile.</summary>
    OpenCl,

    /// <summary>The GPU that the system prefers, for models; joins run on the processor.</summary>
    WebGpu,
}

/// <summary>What <c>--device</c> asks for.</summary>
/// <param name="Kind">The kind of device.</param>
/// <param name="Indexes">Which of that kind, 0-based; empty for kinds without numbers.</param>
public sealed record DeviceChoice(DeviceKind Kind, IReadOnlyList<int> Indexes)
{
    /// <summary>What may be asked for, for help and errors.</summary>
    public const string Expected = "auto, cpu, cuda, cuda:N, cuda:N,M, webgpu or opencl:N (N counts from 0)";

    private static readonly (string Name, DeviceKind Kind)[] Plain =
        [("auto", DeviceKind.Auto), ("cpu", DeviceKind.Cpu), ("webgpu", DeviceKind.WebGpu)];

    private static readonly (string Name, DeviceKind Kind)[] Numbered =
        [("cuda", DeviceKind.Cuda), ("opencl", DeviceKind.OpenCl)];

    /// <summary><c>auto</c>.</summary>
    public static DeviceChoice Auto { get; } = new(DeviceKind.Auto, []);

    /// <summary>Where models run; null for <c>auto</c>. Of several CUDA devices it is the first.</summary>
    public Device? ModelDevice => Kind switch
    {
        DeviceKind.Auto => null,
        DeviceKind.Cuda => new Device(DeviceKind.Cuda, Indexes[0]),
        DeviceKind.WebGpu => Device.WebGpu,
        _ => Device.Cpu,
    };

    /// <summary>
    /// Reads <c>auto</c>, <c>cpu</c>, <c>webgpu</c>, or <c>cuda</c> or <c>opencl</c> with or without numbers.
    /// </summary>
    /// <exception cref="ScanException">Anything else.</exception>
    public static DeviceChoice Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var (name, kind) in Plain)
        {
            if (text == name) return new DeviceChoice(kind, []);
        }

        foreach (var (name, kind) in Numbered)
        {
            if (text == name) return new DeviceChoice(kind, [0]);
            if (text.StartsWith(name + ":", StringComparison.Ordinal)
                && Numbers(text[(name.Length + 1)..]) is { } indexes)
            {
                return new DeviceChoice(kind, indexes);
            }
        }

        throw new ScanException($"--device {text}: expected {Expected}.");
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var (name, _) = Plain.Concat(Numbered).First(named => named.Kind == Kind);
        return Indexes.Count == 0 ? name : $"{name}:{string.Join(',', Indexes)}";
    }

    private static int[]? Numbers(string list)
    {
        var numbers = new List<int>();
        foreach (var part in list.Split(','))
        {
            bool isNumber = int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
            if (!isNumber || numbers.Contains(number)) return null;
            numbers.Add(number);
        }

        return [.. numbers];
    }
}
