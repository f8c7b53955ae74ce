using System.Numerics.Tensors;

namespace Scanner.Join;

/// <summary>
/// The directions along which rows are longest, by orthogonal iteration (Golub and Van Loan, Matrix Computations, 8.2).
/// </summary>
internal static class PrincipalBasis
{
    // After four steps a direction is off by the fourth power of the ratio of neighbouring eigenvalues: what is left
    // lies among directions that are worth about the same.
    private const int Iterations = 4;

    // Rows that stay in an L2 cache, as rows and as columns.
    private const int RowsAtOnce = 128;

    /// <summary>Orthonormal rows, the longest direction first.</summary>
    /// <param name="rows">[count × dim].</param>
    /// <param name="dim">Length of a row, a multiple of <see cref="FloatMatrix.Columns"/>.</param>
    /// <param name="length">Directions wanted, at most dim.</param>
    /// <returns>[length × dim]; the same for the same rows.</returns>
    public static float[] Of(ReadOnlySpan<float> rows, int dim, int length)
    {
        var moments = Moments(rows, dim);
        var basis = Random(dim, length);
        var turned = new float[basis.Length];
        for (int step = 0; step < Iterations; step++)
        {
            FloatMatrix.Multiply(basis, moments, dim, turned);
            (basis, turned) = (turned, basis);
            FloatMatrix.Orthonormalize(basis, dim, passes: step < Iterations - 1 ? 1 : 2);
        }

        return basis;
    }

    /// <summary>
    /// Turns the first rows of a basis within what they span, so that coordinates along them are about equally large:
    /// rounded to int8 with one step, they err less.
    /// </summary>
    /// <param name="basis">[at least length × dim].</param>
    /// <param name="dim">Length of a row, a multiple of <see cref="FloatMatrix.Columns"/>.</param>
    /// <param name="length">Rows that are turned.</param>
    /// <returns>[length × dim].</returns>
    public static float[] Level(ReadOnlySpan<float> basis, int dim, int length)
    {
        var leveled = new float[length * dim];
        var turn = Random(length, length);
        FloatMatrix.Orthonormalize(turn, length);
        FloatMatrix.Multiply(turn, basis[..(length * dim)], dim, leveled);
        return leveled;
    }

    // [dim × dim] the sum of the rows' products with themselves.
    private static float[] Moments(ReadOnlySpan<float> rows, int dim)
    {
        float[] moments = new float[dim * dim], added = new float[moments.Length];
        while (!rows.IsEmpty)
        {
            var some = rows[..Math.Min(rows.Length, RowsAtOnce * dim)];
            FloatMatrix.Multiply(FloatMatrix.Transposed(some, dim), some, dim, added);
            TensorPrimitives.Add(moments, added, moments);
            rows = rows[some.Length..];
        }

        return moments;
    }

    private static float[] Random(int dim, int length)
    {
        var random = new Random(dim);
        var basis = new float[length * dim];
        foreach (ref float value in basis.AsSpan()) value = random.NextSingle() - 0.5f;
        return basis;
    }
}
