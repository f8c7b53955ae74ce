namespace Scanner.Join;

/// <summary>How consecutive rows of a matrix are cut into tiles.</summary>
/// <param name="FirstRow">The row at which the first tile begins.</param>
/// <param name="EndRow">The row behind the last tile.</param>
/// <param name="TileRows">Rows of a tile; the last may have fewer.</param>
internal readonly record struct TileGrid(int FirstRow, int EndRow, int TileRows)
{
    /// <summary>Tiles.</summary>
    public int Count => (int)(((long)EndRow - FirstRow + TileRows - 1) / TileRows);

    /// <summary>The rows of a tile.</summary>
    public TileRange this[int tile]
    {
        get
        {
            int first = FirstRow + tile * TileRows;
            return new TileRange(first, Math.Min(TileRows, EndRow - first));
        }
    }
}
