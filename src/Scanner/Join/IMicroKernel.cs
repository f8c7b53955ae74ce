namespace Scanner.Join;

/// <summary>
/// The innermost block of the SIMD join: LeftRows × RightRows similarities that live in registers while the dimension
/// runs.
/// </summary>
/// <remarks>
/// Both sides lie in panels: RightRows rows interleaved, so that the values of dimension k stand side by side. LeftRows
/// divides RightRows, hence the left rows are read from the same panels by broadcasting, and one packed copy serves
/// both sides. Each similarity is one chain of multiply-adds over k = 0, 1, …: its bits depend on its two rows alone.
/// </remarks>
internal unsafe interface IMicroKernel
{
    /// <summary>The backend's name.</summary>
    static abstract string Name { get; }

    /// <summary>True where its vectors are hardware.</summary>
    static abstract bool IsAvailable { get; }

    /// <summary>Rows of the block's left side; divides <see cref="RightRows"/>.</summary>
    static abstract int LeftRows { get; }

    /// <summary>Rows of the block's right side, which is the width of a panel.</summary>
    static abstract int RightRows { get; }

    /// <summary>Computes a block.</summary>
    /// <param name="left">First of LeftRows lanes of a panel [dim × RightRows].</param>
    /// <param name="right">A panel [dim × RightRows].</param>
    /// <param name="dim">Length of a row.</param>
    /// <param name="threshold">Least similarity of a pair.</param>
    /// <param name="block">Receives [LeftRows × RightRows] similarities.</param>
    /// <returns>True where at least one reaches the threshold.</returns>
    static abstract bool Multiply(float* left, float* right, int dim, float threshold, float* block);
}
