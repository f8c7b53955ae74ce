namespace Scanner.Embed;

/// <summary>Where a model runs.</summary>
/// <param name="Kind">The processor, CUDA or WebGPU.</param>
/// <param name="Index">0-based number of the CUDA device; 0 for others, which have no numbers.</param>
public readonly record struct Device(DeviceKind Kind, int Index = 0)
{
    /// <summary>The processor.</summary>
    public static Device Cpu { get; } = new(DeviceKind.Cpu);

    /// <summary>The GPU that the system prefers, by Vulkan, Metal or Direct3D 12.</summary>
    public static Device WebGpu { get; } = new(DeviceKind.WebGpu);

    /// <summary>Bytes that a model's memory on a CUDA device may grow to; null for all there are.</summary>
    public long? BytesMax { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        DeviceKind.Cpu => "cpu",
        DeviceKind.WebGpu => "webgpu",
        _ => $"cuda:{Index}",
    };
}
