namespace Scanner.Join;

/// <summary>Consecutive tiles of a matrix, packed for the processor.</summary>
internal sealed class PackedBand : ITileBand
{
    private readonly RowSource _source;
    private readonly TilePlan _plan;
    private readonly PackedTile[] _tiles;

    public PackedBand(RowSource source, TilePlan plan)
    {
        _source = source;
        _plan = plan;
        int tiles = Math.Min(plan.BandTiles, plan.TilesOf(source.Rows));
        long bytes = plan.Backend.TileBytes(Math.Min(plan.TileRows, source.Rows), source.Dim);
        _tiles = new PackedTile[tiles];
        for (int i = 0; i < tiles; i++) _tiles[i] = new PackedTile(bytes);
    }

    /// <inheritdoc/>
    public int Count { get; private set; }

    /// <summary>A tile of the band.</summary>
    public PackedTile this[int index] => _tiles[index];

    /// <inheritdoc/>
    public void Load(int firstTile, ParallelOptions parallel)
    {
        int dim = _source.Dim;
        Count = Math.Min(_tiles.Length, _plan.TilesOf(_source.Rows) - firstTile);
        Parallel.For(0, Count, parallel, () => new float[_plan.TileRows * dim], (i, _, rows) =>
        {
            int first = (firstTile + i) * _plan.TileRows;
            int count = Math.Min(_plan.TileRows, _source.Rows - first);
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
