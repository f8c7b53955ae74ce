using System.Numerics.Tensors;

namespace Scanner.Tests.Join.Hnsw;

/// <summary>Unit rows around a few centres, as texts lie around their templates.</summary>
internal static class ClusteredRows
{
    /// <summary>[rows × dim] float32.</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="dim">Length of a row.</param>
    /// <param name="seed">Seed of rows; the centres are the same for all.</param>
    /// <param name="centers">Centres.</param>
    /// <param name="noise">Length of what is added to a centre.</param>
    public static float[] Make(int rows, int dim, int seed, int centers = 40, float noise = 0.7f)
    {
        var values = new float[rows * dim];
        var random = new Random(seed);
        for (int row = 0; row < rows; row++)
        {
            var own = values.AsSpan(row * dim, dim);
            Fill(new Random(random.Next(centers)), own);
            var added = new float[dim];
            Fill(random, added);
            for (int k = 0; k < dim; k++) own[k] += noise * added[k];
            Normalize(own);
        }

        return values;
    }

    private static void Fill(Random random, Span<float> values)
    {
        foreach (ref float value in values) value = random.NextSingle() - 0.5f;
        Normalize(values);
    }

    private static void Normalize(Span<float> values) =>
        TensorPrimitives.Divide(values, TensorPrimitives.Norm<float>(values), values);
}
