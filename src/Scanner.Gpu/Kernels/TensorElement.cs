namespace Scanner.Gpu.Kernels;

/// <summary>What tensor cores multiply, and how PTX says so; either way 32 bytes of a row at a time.</summary>
internal sealed record TensorElement
{
    /// <summary>Float16, summed in float32.</summary>
    public static TensorElement Half { get; } = new()
    {
        Bytes = sizeof(ushort),
        Sum = "f32",
        Mma = "mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32",
        Wgmma = "wgmma.mma_async.sync.aligned.m64n256k16.f32.f16.f16",
        WgmmaSigns = ", 1, 1, 0, 0",
    };

    /// <summary>Int8, summed in int32, exact up to 2^24 ÷ 127² = 1,040 dims in float32, too.</summary>
    public static TensorElement Int8 { get; } = new()
    {
        Bytes = sizeof(sbyte),
        Sum = "s32",
        Mma = "mma.sync.aligned.m16n8k32.row.col.s32.s8.s8.s32",
        Wgmma = "wgmma.mma_async.sync.aligned.m64n256k32.s32.s8.s8",
        WgmmaSigns = "",
    };

    /// <summary>Bytes of a component.</summary>
    public required int Bytes { get; init; }

    /// <summary>The type of sums.</summary>
    public required string Sum { get; init; }

    /// <summary>The instruction of a warp.</summary>
    public required string Mma { get; init; }

    /// <summary>The instruction of a warpgroup.</summary>
    public required string Wgmma { get; init; }

    /// <summary>What that takes behind its other arguments: signs and the order of both sides.</summary>
    public required string WgmmaSigns { get; init; }

    /// <summary>Components of a row that lie together.</summary>
    public int SliceDim => TensorTile.SliceBytes / Bytes;
}
