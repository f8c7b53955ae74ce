namespace Scanner.Join.Devices;

/// <summary>The ways in which GPUs join, listed once.</summary>
public static class DeviceKernels
{
    /// <summary>Asynchronous tensor-core instructions of a warpgroup: CUDA, compute capability 9.0.</summary>
    public const string Wgmma = "wgmma";

    /// <summary>Tensor-core instructions of a warp: CUDA, from compute capability 8.0 on.</summary>
    public const string Mma = "mma";

    /// <summary><see cref="Wgmma"/> of int8, which float16 settles.</summary>
    public const string Int8Wgmma = "int8wgmma";

    /// <summary><see cref="Mma"/> of int8, which float16 settles.</summary>
    public const string Int8Mma = "int8mma";

    /// <summary>Plain float32 arithmetic: any device that ILGPU knows.</summary>
    public const string Portable = "portable";

    /// <summary>
    /// Best first. On an H200, wgmma does 1.6 times what mma does on the same tensor cores; by the vendor's data sheet
    /// those do fifteen times what float32 units do. They do twice as many products of int8, too, but what a join gains
    /// by that is not measured yet: int8 stands behind the float16 that settles it.
    /// </summary>
    public static IReadOnlyList<string> All { get; } = [Wgmma, Int8Wgmma, Mma, Int8Mma, Portable];
}
