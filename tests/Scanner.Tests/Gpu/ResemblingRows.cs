using System.Numerics.Tensors;

namespace Scanner.Tests.Gpu;

/// <summary>Random unit rows, two of three like the first of them, at similarities all around 0.8.</summary>
internal static class ResemblingRows
{
    public const float Threshold = 0.8f;

    public static float[] Make(int rows, int dim)
    {
        var random = new Random(4);
        var values = new float[rows * dim];
        for (int row = 0; row < rows; row++)
        {
            var own = values.AsSpan(row * dim, dim);
            foreach (ref float value in own) value = (float)(random.NextDouble() - 0.5);
            TensorPrimitives.Divide(own, TensorPrimitives.Norm<float>(own), own);
            if (row % 3 == 0) continue;

            float share = 0.75f + row % 50 / 500f;
            var first = values.AsSpan(row / 3 * 3 * dim, dim);
            for (int k = 0; k < dim; k++) own[k] = share * first[k] + MathF.Sqrt(1 - share * share) * own[k];
            TensorPrimitives.Divide(own, TensorPrimitives.Norm<float>(own), own);
        }

        return values;
    }
}
