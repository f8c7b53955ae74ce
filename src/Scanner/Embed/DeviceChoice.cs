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
}

/// <summary>What <c>--device</c> asks for.</summary>
/// <param name="Kind">The kind of device.</param>
/// <param name="Indexes">Which of that kind, 0-based; empty for <c>auto</c> and <c>cpu</c>.</param>
public sealed record DeviceChoice(DeviceKind Kind, IReadOnlyList<int> Indexes)
{
    /// <summary>What may be asked for, for help and errors.</summary>
    public const string Expected = "auto, cpu, cuda, cuda:N, cuda:N,M or opencl:N (N counts from 0)";

    private static readonly (string Name, DeviceKind Kind)[] Numbered =
        [("cuda", DeviceKind.Cuda), ("opencl", DeviceKind.OpenCl)];

    /// <summary><c>auto</c>.</summary>
    public static DeviceChoice Auto { get; } = new(DeviceKind.Auto, []);

    /// <summary>Where models run; null for <c>auto</c>. Of several CUDA devices it is the first.</summary>
    public Device? ModelDevice => Kind switch
    {
        DeviceKind.Auto => null,
        DeviceKind.Cuda => new Device(Indexes[0]),
        _ => Device.Cpu,
    };

    /// <summary>Reads <c>auto</c>, <c>cpu</c>, or <c>cuda</c> or <c>opencl</c> with or without numbers.</summary>
    /// <exception cref="ScanException">Anything else.</exception>
    public static DeviceChoice Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text == "auto") return Auto;
        if (text == "cpu") return new DeviceChoice(DeviceKind.Cpu, []);

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
    public override string ToString() => Indexes.Count == 0
        ? Kind == DeviceKind.Auto ? "auto" : "cpu"
        : $"{(Kind == DeviceKind.Cuda ? "cuda" : "opencl")}:{string.Join(',', Indexes)}";

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
