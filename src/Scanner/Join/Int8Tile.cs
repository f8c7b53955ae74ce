namespace Scanner.Join;

/// <summary>
/// Where the parts of a tile of the int8 backend lie in its memory: float32 rows for the verdict, and beside them the
/// same rows as int8, once as right sides and once as left ones.
/// </summary>
/// <param name="Rows">Rows, filled up to whole panels.</param>
/// <param name="Dim">Length of a row.</param>
internal readonly record struct Int8Tile(int Rows, int Dim)
{
    /// <summary>Rows of a panel: three vectors of 8 sums.</summary>
    public const int Panel = 24;

    /// <summary>Components that one step of the kernel takes in.</summary>
    public const int GroupDim = 4;

    // A cache line, so that every part begins at one.
    private const int Alignment = 64;

    /// <summary>The layout of so many rows.</summary>
    public static Int8Tile Of(int rows, int dim) => new((rows + Panel - 1) / Panel * Panel, dim);

    /// <summary>Groups of components; the last is filled up with zeros.</summary>
    public int Groups => (Dim + GroupDim - 1) / GroupDim;

    /// <summary>Floats of a row: the dim, filled up with zeros to whole vectors.</summary>
    public int RowFloats => (Dim + FloatRow.Width - 1) / FloatRow.Width * FloatRow.Width;

    /// <summary>[rows × row floats] float32 at 0.</summary>
    public long FloatBytes => (long)Rows * RowFloats * sizeof(float);

    /// <summary>Bytes of a row as int8.</summary>
    public int RowBytes => Groups * GroupDim;

    /// <summary>[panels × groups × 24 × 4] int8.</summary>
    public long RightPlace => Aligned(FloatBytes);

    /// <summary>[rows × groups × 4] uint8: int8 + 128, for vpdpbusd multiplies unsigned with signed bytes.</summary>
    public long LeftPlace => Aligned(RightPlace + (long)Rows * RowBytes);

    /// <summary>[rows] int32: minus 128 times the sum of a row's int8, which takes the 128 back.</summary>
    public long CorrectionPlace => Aligned(LeftPlace + (long)Rows * RowBytes);

    /// <summary>[rows] float32: 1 ÷ the value of one step of the row's int8.</summary>
    public long StepsPlace => Aligned(CorrectionPlace + Rows * sizeof(int));

    /// <summary>[rows] float32: at least the Euclidean distance of a row from its int8 image.</summary>
    public long ErrorPlace => Aligned(StepsPlace + Rows * sizeof(float));

    /// <summary>[rows] float32: error × steps.</summary>
    public long ErrorStepsPlace => Aligned(ErrorPlace + Rows * sizeof(float));

    /// <summary>[rows] int32: the row of the tile that stands at a place, see <see cref="Int8Order"/>.</summary>
    public long OrderPlace => Aligned(ErrorStepsPlace + Rows * sizeof(float));

    /// <summary>Bytes of all parts.</summary>
    public long Bytes => Aligned(OrderPlace + Rows * sizeof(int));

    private static long Aligned(long place) => (place + Alignment - 1) / Alignment * Alignment;
}
