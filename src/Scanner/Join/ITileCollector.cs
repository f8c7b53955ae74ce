namespace Scanner.Join;

/// <summary>Takes in the pairs of finished tiles, from several threads at a time and in any order.</summary>
internal interface ITileCollector
{
    /// <summary>Takes in a tile's pairs.</summary>
    /// <param name="hits">Pairs with row indexes inside the tile; on the diagonal those with Left below Right.</param>
    /// <param name="left">The tile's left side.</param>
    /// <param name="right">Its right side.</param>
    void Add(ReadOnlySpan<TileHit> hits, PackedTile left, PackedTile right);
}
