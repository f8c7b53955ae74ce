using System.Globalization;
using Scanner.Runs;

namespace Scanner.Embed;

/// <summary>Where a model runs.</summary>
/// <param name="CudaIndex">0-based number of the CUDA device; null for the CPU.</param>
public readonly record struct Device(int? CudaIndex)
{
    /// <summary>The CPU.</summary>
    public static Device Cpu => default;

    /// <summary>Reads <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>; null for <c>auto</c>.</summary>
    /// <exception cref="ScanException">Anything else.</exception>
    public static Device? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text switch
        {
            "auto" => null,
            "cpu" => Cpu,
            "cuda" => new Device(0),
            _ when text.StartsWith("cuda:", StringComparison.Ordinal)
                && int.TryParse(text.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                => new Device(index),
            _ => throw new ScanException($"--device {text}: expected auto, cpu, cuda or cuda:N (N counts from 0)."),
        };
    }

    /// <inheritdoc/>
    public override string ToString() => CudaIndex is { } index ? $"cuda:{index}" : "cpu";
}
