namespace Scanner.Join;

/// <summary>Three loops that nobody can doubt; every other backend must agree with them.</summary>
public sealed unsafe class ReferenceBackend : IJoinBackend
{
    /// <inheritdoc/>
    public string Name => "reference";

    /// <inheritdoc/>
    public bool IsAvailable => true;

    /// <inheritdoc/>
    public int TileRows(int dim) => 256;

    /// <inheritdoc/>
    public long TileBytes(int rows, int dim) => (long)rows * dim * sizeof(float);

    /// <inheritdoc/>
    public void Pack(ReadOnlySpan<float> rows, PackedTile tile) =>
        rows.CopyTo(new Span<float>(tile.Floats, tile.Rows * tile.Dim));

    /// <inheritdoc/>
    public void Collect(PackedTile left, PackedTile right, float threshold, TileHits hits)
    {
        for (int i = 0; i < left.Rows; i++)
        {
            for (int j = 0; j < right.Rows; j++)
            {
                float similarity = 0;
                for (int k = 0; k < left.Dim; k++)
                    similarity += left.Floats[i * left.Dim + k] * right.Floats[j * right.Dim + k];

                if (similarity >= threshold) hits.Add(i, j, similarity);
            }
        }
    }
}
