namespace Scanner.Embed;

/// <summary>Where a model runs.</summary>
/// <param name="CudaIndex">0-based number of the CUDA device; null for the CPU.</param>
public readonly record struct Device(int? CudaIndex)
{
    /// <summary>The CPU.</summary>
    public static Device Cpu => default;

    /// <inheritdoc/>
    public override string ToString() => CudaIndex is { } index ? $"cuda:{index}" : "cpu";
}
