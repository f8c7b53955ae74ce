namespace Scanner.Embed;

/// <summary>Runs batches of a static model on a processor, without ONNX Runtime.</summary>
/// <param name="rows">The model's rows; several runners share them.</param>
/// <param name="dim">Components of a vector.</param>
internal sealed class RowSummer(TokenRows rows, int dim) : IBatchRunner
{
    private readonly float[] _vectors = new float[TokenBatches.RowsMax * dim];

    /// <inheritdoc/>
    public void Begin()
    {
    }

    /// <inheritdoc/>
    public void Stop()
    {
    }

    /// <inheritdoc/>
    public ReadOnlySpan<float> Run(TextBlock block, Range places)
    {
        int count = 0;
        for (int place = places.Start.Value; place < places.End.Value; place++, count++)
        {
            var vector = _vectors.AsSpan(count * dim, dim);
            rows.Sum(block.IdsAt(place), vector);
            // Whole numbers are finite.
            TokenPooling.TryNormalize(vector);
        }

        return _vectors.AsSpan(0, count * dim);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
