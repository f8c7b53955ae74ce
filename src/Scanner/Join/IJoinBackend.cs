namespace Scanner.Join;

/// <summary>
/// Computes the pairs of one tile on the processor. A backend packs rows once into whatever layout it likes (panels,
/// int8 with scales) and is then asked for tile after tile, from several threads at a time. Everything else (tiles,
/// counts, components, neighbours) is shared and lies outside.
/// </summary>
public interface IJoinBackend
{
    /// <summary>The name that <c>--backend</c> takes.</summary>
    string Name { get; }

    /// <summary>True where this machine can run it at a sensible speed.</summary>
    bool IsAvailable { get; }

    /// <summary>The backend for one join; itself where it does not depend on the rows.</summary>
    /// <param name="rows">Rows of the join, or of its larger side; a sample of them is read.</param>
    /// <param name="threshold">Least similarity of a pair.</param>
    IJoinBackend FitTo(RowSource rows, float threshold) => this;

    /// <summary>Rows of a tile that suit the backend's caches, at least 1.</summary>
    int TileRows(int dim);

    /// <summary>Bytes that <see cref="Pack"/> needs for a tile.</summary>
    long TileBytes(int rows, int dim);

    /// <summary>Packs rows into a tile's memory.</summary>
    /// <param name="rows">[tile.Rows × tile.Dim] float32, row-major.</param>
    /// <param name="tile">Where they go; its memory is at least <see cref="TileBytes"/> long.</param>
    void Pack(ReadOnlySpan<float> rows, PackedTile tile);

    /// <summary>
    /// Adds every (left row, right row) of the tile whose similarity is at or above the threshold, in any order.
    /// Similarities are exact dot products accumulated in float32 (the last bits are the backend's own) and depend on
    /// the two rows alone: not on the tile they stand in, not on the thread. Where the hits come with a filter, pairs
    /// that nobody wants may be counted there instead.
    /// </summary>
    /// <param name="left">Packed rows of the tile's left side.</param>
    /// <param name="right">Packed rows of its right side; the same object on the diagonal, where those pairs are enough
    /// of which the left row is the lower one.</param>
    /// <param name="threshold">Least similarity of a pair, above 0, so that padding with zero rows never shows.</param>
    /// <param name="hits">Where the pairs go, with row indexes inside the tile.</param>
    void Collect(PackedTile left, PackedTile right, float threshold, TileHits hits);
}
