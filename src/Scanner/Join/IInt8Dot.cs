namespace Scanner.Join;

/// <summary>
/// How an instruction set multiplies int8 rows; exact. All else of the int8 join is the same everywhere.
/// </summary>
internal unsafe interface IInt8Dot
{
    /// <summary>The backend's name.</summary>
    static abstract string Name { get; }

    /// <summary>True where the machine has the instructions.</summary>
    static abstract bool IsAvailable { get; }

    /// <summary>The greatest int8 of a row, at most 127.</summary>
    static abstract int Most { get; }

    /// <summary>Right rows of a block: a multiple of 8 that divides 960, at most 64.</summary>
    static abstract int Panel { get; }

    /// <summary>Looks for the next block of a panel of which more than a few sums are as great as one number.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="row">The first of 4 rows of it, where to begin.</param>
    /// <param name="end">Where to end, a multiple of 4 rows behind.</param>
    /// <param name="right">The right side, of rows of the same length.</param>
    /// <param name="rightRow">The first row of the panel.</param>
    /// <param name="least">The number, from -2^30 to 2^30.</param>
    /// <param name="block">Receives [4 × panel] sums of the block that was found.</param>
    /// <param name="few">Receives the pairs of blocks before it that have few.</param>
    /// <returns>The first of its left rows; <paramref name="end"/> where there is none.</returns>
    static abstract int Seek(
        in Int8Image left, int row, int end, in Int8Image right, int rightRow, int least, int* block, ref Int8Few few);

    /// <summary>The product of two rows.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="leftRow">A row of it.</param>
    /// <param name="right">The right side, of rows of the same length.</param>
    /// <param name="rightRow">A row of it.</param>
    static abstract int Product(in Int8Image left, int leftRow, in Int8Image right, int rightRow);
}
