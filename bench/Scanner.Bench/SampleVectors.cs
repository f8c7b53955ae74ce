namespace Scanner.Bench;

/// <summary>Unit vectors with near-duplicates among them, the same for the same seed.</summary>
internal static class SampleVectors
{
    // Cosine of two rows of a family: 1 / (1 + Noise²) = 0.9.
    private const double Noise = 1.0 / 3;

    /// <summary>Families of near-duplicates among rows that resemble nothing.</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="dim">Length of a row.</param>
    /// <param name="familyRows">Rows of a family.</param>
    /// <param name="familyShare">Share of rows that belong to a family, in [0, 1].</param>
    /// <returns>[rows × dim] float32 that float16 holds exactly, families scattered over the matrix.</returns>
    public static float[] Make(int rows, int dim, int familyRows, double familyShare)
    {
        var values = new float[(long)rows * dim];
        int families = Math.Max(1, (int)(rows * familyShare / familyRows));
        Parallel.For(0, rows, row =>
        {
            var random = new Random(row);
            var own = values.AsSpan(row * dim, dim);
            AddNormal(random, own, 1);
            if (random.NextDouble() < familyShare)
            {
                foreach (ref float value in own) value *= (float)Noise;
                AddNormal(new Random(rows + random.Next(families)), own, 1);
            }

            float length = MathF.Sqrt(System.Numerics.Tensors.TensorPrimitives.SumOfSquares<float>(own));
            foreach (ref float value in own) value = (float)(Half)(value / length);
        });
        return values;
    }

    private static void AddNormal(Random random, Span<float> values, double scale)
    {
        // Box and Muller's transform.
        foreach (ref float value in values)
        {
            double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            value += (float)(scale * radius * Math.Cos(2 * Math.PI * random.NextDouble()));
        }
    }
}
