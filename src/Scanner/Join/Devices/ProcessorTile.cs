namespace Scanner.Join.Devices;

/// <summary>Rows packed by a backend, in pieces that suit its caches.</summary>
internal sealed class ProcessorTile(IJoinBackend backend, int dim) : IDeviceTile
{
    private readonly int _pieceRows = backend.TileRows(dim);

    /// <inheritdoc/>
    public TileRange Range { get; private set; }

    /// <inheritdoc/>
    public float RoundingError => 0;

    /// <inheritdoc/>
    public float? CoarseError => null;

    /// <summary>The pieces; their first rows count from the tile's first.</summary>
    public PackedTile[] Pieces { get; private set; } = [];

    /// <inheritdoc/>
    public void Load(RowSource source, TileRange rows)
    {
        Range = rows;
        Pieces = new PackedTile[(rows.Rows + _pieceRows - 1) / _pieceRows];
        var values = new float[_pieceRows * dim];
        for (int i = 0; i < Pieces.Length; i++)
        {
            int first = i * _pieceRows, count = Math.Min(_pieceRows, rows.Rows - first);
            source.Copy(rows.FirstRow + first, count, values);
            Pieces[i] = new PackedTile(backend.TileBytes(count, dim));
            Pieces[i].Describe(first, count, dim);
            backend.Pack(values.AsSpan(0, count * dim), Pieces[i]);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
