using System.Numerics.Tensors;

namespace Scanner.Score.Shift;

/// <summary>
/// Random Fourier features of the Gaussian kernel exp(−‖x − y‖² ÷ 2σ²): the inner product of two vectors' features
/// approaches the kernel, so that means of features stand for distributions (Rahimi, Recht, Random Features for
/// Large-Scale Kernel Machines, NIPS 2007).
/// </summary>
internal sealed class RandomFeatures
{
    // Two unrelated unit vectors are √2 apart: at that distance the kernel is exp(−1).
    private const double Bandwidth = 1;
    private const int Seed = 20070103;

    private readonly int _dim;
    private readonly float[] _directions;
    private readonly float[] _phases;

    /// <summary>Features of vectors of a dimension; always the same ones.</summary>
    public RandomFeatures(int dim, int count)
    {
        _dim = dim;
        var random = new Random(Seed);
        _directions = [.. Enumerable.Range(0, dim * count).Select(_ => (float)(Normal(random) / Bandwidth))];
        _phases = [.. Enumerable.Range(0, count).Select(_ => (float)(2 * Math.PI * random.NextDouble()))];
    }

    /// <summary>Features of a vector.</summary>
    public int Count => _phases.Length;

    /// <summary>Adds the features of a vector to a sum.</summary>
    public void AddTo(ReadOnlySpan<float> vector, Span<float> sum)
    {
        var scale = MathF.Sqrt(2f / Count);
        for (var i = 0; i < Count; i++)
        {
            var direction = _directions.AsSpan(i * _dim, _dim);
            sum[i] += scale * MathF.Cos(TensorPrimitives.Dot<float>(vector, direction) + _phases[i]);
        }
    }

    // Box, Muller 1958.
    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
