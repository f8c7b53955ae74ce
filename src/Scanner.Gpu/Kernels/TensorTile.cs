namespace Scanner.Gpu.Kernels;

/// <summary>
/// The measures that the tensor kernel's PTX, its launch and the layout of rows on the device share.
/// </summary>
internal static class TensorTile
{
    /// <summary>Rows on the left side of a group's tile.</summary>
    public const int LeftRows = 128;

    /// <summary>Rows that a device's tile is padded to: the widest right side of a group's tile.</summary>
    public const int RowsPadding = 256;

    /// <summary>
    /// Bytes of a row that lie together: a line, eight 16-byte pieces of which a warp reads without bank conflicts once
    /// they are swizzled.
    /// </summary>
    public const int SliceBytes = 128;

    /// <summary>Bytes of a row that a step of the tensor cores multiplies.</summary>
    public const int StepBytes = 32;

    /// <summary>Where slices may stand in shared memory: the swizzle repeats every eight lines.</summary>
    public const int Alignment = 8 * SliceBytes;

    /// <summary>Threads of a warp.</summary>
    public const int WarpThreads = 32;

    /// <summary>Rows of similarities that a warp spills at a time when it has found something.</summary>
    public const int PatchRows = 16;

    /// <summary>Columns of such a patch.</summary>
    public const int PatchColumns = 64;

    /// <summary>Floats from one row of a patch to the next: 4 more spread the writes over the banks.</summary>
    public const int PatchStride = PatchColumns + 4;

    /// <summary>Floats of a warp's patch.</summary>
    public const int PatchFloats = PatchRows * PatchStride;
}
