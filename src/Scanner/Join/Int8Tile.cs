namespace Scanner.Join;

/// <summary>
/// Where the parts of a tile of the int8 backend lie in its memory: float32 rows for the verdict, the same rows as
/// int8, and their prefixes as int8.
/// </summary>
/// <param name="Rows">Rows, filled up to whole panels.</param>
/// <param name="Dim">Length of a row.</param>
/// <param name="PrefixDim">Length of a row's prefix; 0 without prefixes.</param>
internal readonly record struct Int8Tile(int Rows, int Dim, int PrefixDim)
{
    /// <summary>The layout of so many rows, in panels of as many.</summary>
    public static Int8Tile Of(int rows, int panel, int dim, int prefixDim) =>
        new((rows + panel - 1) / panel * panel, dim, prefixDim);

    /// <summary>Floats of a row: the dim, filled up with zeros to whole vectors.</summary>
    public int RowFloats => FloatRow.Filled(Dim);

    /// <summary>[rows × row floats] float32 at 0; behind them the <see cref="Int8Image"/> of the rows.</summary>
    public long RowsPlace => PackedTile.Aligned((long)Rows * RowFloats * sizeof(float));

    /// <summary>The <see cref="Int8Image"/> of the prefixes.</summary>
    public long PrefixPlace => RowsPlace + Int8Image.Bytes(Rows, Dim);

    /// <summary>[rows] float32: at least the Euclidean distance of a row from its int8 image.</summary>
    public long ErrorPlace => PrefixPlace + Int8Image.Bytes(Rows, Int8Scale.Filled(PrefixDim));

    /// <summary>The <see cref="Int8Scale"/> of the prefixes.</summary>
    public long ScalePlace => PackedTile.Aligned(ErrorPlace + Rows * sizeof(float));

    /// <summary>[rows] int32: the row of the tile that stands at a place, see <see cref="Int8Order"/>.</summary>
    public long OrderPlace => PackedTile.Aligned(ScalePlace + 3 * sizeof(float));

    /// <summary>The <see cref="Int8Axis"/> of the rows.</summary>
    public long AxisPlace => PackedTile.Aligned(OrderPlace + Rows * sizeof(int));

    /// <summary>Bytes of all parts.</summary>
    public long Bytes => PackedTile.Aligned(AxisPlace + Int8Axis.Bytes(Rows, Dim));
}
