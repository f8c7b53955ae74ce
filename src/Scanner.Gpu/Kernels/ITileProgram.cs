namespace Scanner.Gpu.Kernels;

/// <summary>
/// The hot part of the tensor kernel as PTX: a tile of dot products in registers <c>acc0</c> to <c>acc127</c> of all
/// threads of a group. <see cref="TensorKernel"/> has a mark where each text belongs.
/// </summary>
internal interface ITileProgram
{
    /// <summary>A name of <see cref="Scanner.Join.Devices.DeviceKernels"/>.</summary>
    string Name { get; }

    /// <summary>What it multiplies.</summary>
    TensorElement Element { get; }

    /// <summary>Names the program among all: different text, different identity.</summary>
    string Identity { get; }

    /// <summary>The target that the module must be compiled for, such as <c>sm_80</c>.</summary>
    string Target { get; }

    /// <summary>Rows on the right side of a group's tile, and as many threads: each has 128 similarities.</summary>
    int RightRows { get; }

    /// <summary>Whether a warp holds 16 × 256 similarities instead of 64 × 64.</summary>
    bool IsWide { get; }

    /// <summary>Bytes of dynamic shared memory that a group needs.</summary>
    int SharedBytes { get; }

    /// <summary>
    /// Declares the registers and starts the ring. Arguments: $0 address of the left tile, $1 of the first right tile
    /// (both of slice 0), $2 and $3 bytes from a slice to the next on either side, $4 slices of a row, $5 slices of
    /// the whole strip.
    /// </summary>
    string Begin();

    /// <summary>
    /// Computes the next tile of the strip. Argument $0 receives which of the warp's four parts hold a similarity of at
    /// least $1, a bit for each; $2 is what sums are multiplied by to be similarities.
    /// </summary>
    string Multiply();
}
