namespace Scanner.Join;

/// <summary>Consecutive tiles of a matrix, packed for the processor.</summary>
internal sealed class PackedBand : ITileBand
{
    private readonly RowSource _source;
    private readonly TileGrid _grid;
    private readonly TilePlan _plan;
    private readonly PackedTile[] _tiles;

    /// <param name="source">The matrix.</param>
    /// <param name="firstRow">The row at which its first tile begins.</param>
    /// <param name="plan">How it is cut.</param>
    public PackedBand(RowSource source, int firstRow, TilePlan plan)
    {
        _source = source;
        _grid = new TileGrid(firstRow, source.Rows, plan.TileRows);
        _plan = plan;
        int tiles = Math.Min(plan.BandTiles, _grid.Count);
        long bytes = plan.Backend.TileBytes(Math.Min(plan.TileRows, source.Rows), source.Dim);
        _tiles = PackedTile.Many(tiles, bytes);
    }

    /// <inheritdoc/>
    public int Count { get; private set; }

    /// <summary>A tile of the band.</summary>
    public PackedTile this[int index] => _tiles[index];

    /// <inheritdoc/>
    public void Load(int firstTile, ParallelOptions parallel)
    {
        int dim = _source.Dim;
        Count = Math.Min(_tiles.Length, _grid.Count - firstTile);
        Parallel.For(0, Count, parallel, () => new float[_plan.TileRows * dim], (i, _, rows) =>
        {
            var (first, count) = _grid[firstTile + i];
            _source.Copy(first, count, rows);
            _tiles[i].Describe(first, count, dim);
            _plan.Backend.Pack(rows.AsSpan(0, count * dim), _tiles[i]);
            return rows;
        }, _ => { });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
