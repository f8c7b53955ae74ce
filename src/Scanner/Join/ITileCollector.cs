namespace Scanner.Join;

/// <summary>Takes in the pairs of finished tiles, from several threads at a time and in any order.</summary>
internal interface ITileCollector
{
    /// <summary>Takes in all pairs of a tile, and counts them.</summary>
    /// <param name="hits">Pairs with row indexes inside the tile; on the diagonal those with Left below Right.</param>
    /// <param name="left">The tile's left side.</param>
    /// <param name="right">Its right side.</param>
    void Add(ReadOnlySpan<TileHit> hits, TileRange left, TileRange right);

    /// <summary>Takes in how many pairs the rows of a tile have, where somebody else counted them.</summary>
    /// <param name="leftCounts">[left rows] pairs of each left row.</param>
    /// <param name="rightCounts">[right rows] pairs of each right row.</param>
    /// <param name="left">The tile's left side.</param>
    /// <param name="right">Its right side.</param>
    void Count(ReadOnlySpan<int> leftCounts, ReadOnlySpan<int> rightCounts, TileRange left, TileRange right);

    /// <summary>
    /// Takes in pairs that are counted already. Those that <see cref="ReadLeft"/> and <see cref="ReadRight"/> said
    /// nobody wants may be missing.
    /// </summary>
    void AddCounted(ReadOnlySpan<TileHit> hits, TileRange left, TileRange right);

    /// <summary>Says what left rows still want. It only ever shrinks, so that an old answer is a safe one.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="floors">
    /// [rows] receives the key (<see cref="Neighbor"/>) that a neighbour must exceed to be listed.
    /// </param>
    /// <param name="labels">[rows] receives labels: two rows with the same one are known to be connected.</param>
    void ReadLeft(TileRange rows, Span<ulong> floors, Span<int> labels);

    /// <summary>The same for right rows.</summary>
    void ReadRight(TileRange rows, Span<ulong> floors, Span<int> labels);
}
