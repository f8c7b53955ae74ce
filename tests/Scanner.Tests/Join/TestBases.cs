using Scanner.Join;

namespace Scanner.Tests.Join;

/// <summary>Prefixes along random directions.</summary>
internal static class TestBases
{
    /// <summary>A prefix of rows of a length; the same for the same seed.</summary>
    public static RowPrefix Random(int dim, int length, int seed)
    {
        var random = new Random(seed);
        var basis = new float[length * dim];
        for (int i = 0; i < basis.Length; i++) basis[i] = random.NextSingle() - 0.5f;
        FloatMatrix.Orthonormalize(basis, dim);
        return new RowPrefix(basis, length);
    }
}
