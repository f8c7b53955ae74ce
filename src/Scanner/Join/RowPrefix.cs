using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Scanner.Join;

/// <summary>
/// Short prefixes of rows by which most pairs are ruled out: coordinates along a few directions, and the length of the
/// rest. The similarity of two rows is at most the product of their prefixes and of their rests' lengths.
/// </summary>
/// <remarks>
/// <para>With P the basis, [k × dim], u its product with a row x as float32 computes it, and r = x - P'u the rest (P'
/// is P transposed): x y = u PP' v + u P r' + v P r + r r', for a row y with v and r'. Were P orthonormal and float32
/// exact, PP' were 1 and P r were 0, and x y ≤ u v + |r| |r'| (Cauchy and Schwarz). P is so within d, the norm of
/// PP' - 1, which is measured, and u errs by at most a = √k × dim × 2^-24 × |P| |x|. So
/// x y ≤ u v + |r| |r'| + 3 d U² + 2 a U, where U bounds |u|, and |r|² ≤ |x|² - |u|² + 2 a U + d U².</para>
/// <para>Fexipro (Li, Chan, Yiu and Mamoulis, SIGMOD 2017) prunes inner products by such prefixes of rotated
/// rows.</para>
/// </remarks>
internal sealed class RowPrefix
{
    /// <summary>The length of a prefix is a multiple of it.</summary>
    public const int Step = FloatMatrix.Columns;

    // [dim × k], so that the k coordinates of a prefix grow side by side.
    private readonly float[] _columns;
    private readonly double _restSlack;

    /// <param name="basis">[length × dim] row-major, rows orthonormal as well as float32 can hold them.</param>
    /// <param name="length">k, a multiple of <see cref="Step"/>.</param>
    public RowPrefix(ReadOnlySpan<float> basis, int length)
    {
        int dim = basis.Length / length;
        (Length, Dim) = (length, dim);
        _columns = FloatMatrix.Transposed(basis, dim);
        var exact = new double[basis.Length];
        TensorPrimitives.ConvertTruncating(basis, exact);
        double defect = 0;
        for (int i = 0; i < length; i++)
        {
            var row = exact.AsSpan(i * dim, dim);
            for (int j = 0; j < i; j++)
                defect += 2 * Square(TensorPrimitives.Dot<double>(row, exact.AsSpan(j * dim, dim)));
            defect += Square(TensorPrimitives.SumOfSquares<double>(row) - 1);
        }

        defect = Math.Sqrt(defect);
        double norm = Math.Sqrt(1 + defect);
        double rounding = Math.Sqrt(length) * dim * Math.ScaleB(1, -24) * norm * UnitRows.LengthMax;
        double most = norm * UnitRows.LengthMax + rounding;
        LengthMax = MathF.BitIncrement((float)most);
        Slack = MathF.BitIncrement((float)(3 * defect * most * most + 2 * rounding * most));
        _restSlack = 2 * rounding * most + defect * most * most;
    }

    /// <summary>k, the length of a prefix.</summary>
    public int Length { get; }

    /// <summary>Length of a row.</summary>
    public int Dim { get; }

    /// <summary>U, the greatest length of a prefix.</summary>
    public float LengthMax { get; }

    /// <summary>What the bound on a similarity leaves for rounding.</summary>
    public float Slack { get; }

    /// <summary>The prefixes of rows.</summary>
    /// <param name="rows">[count × dim].</param>
    /// <param name="prefixes">[count × length] receives them.</param>
    public void Project(ReadOnlySpan<float> rows, Span<float> prefixes) =>
        FloatMatrix.Multiply(rows, _columns, Length, prefixes);

    /// <summary>
    /// The prefixes of rows, each with the length of its rest behind: their products bound similarities.
    /// </summary>
    /// <param name="rows">[count × dim].</param>
    /// <returns>[count × (length + 1)].</returns>
    public float[] WithRests(ReadOnlySpan<float> rows)
    {
        int count = rows.Length / Dim, width = Length + 1;
        var prefixes = new float[count * Length];
        Project(rows, prefixes);
        var bounds = new float[count * width];
        for (int row = 0; row < count; row++)
        {
            var prefix = prefixes.AsSpan(row * Length, Length);
            prefix.CopyTo(bounds.AsSpan(row * width));
            bounds[row * width + Length] = RestOf(rows.Slice(row * Dim, Dim), prefix);
        }

        return bounds;
    }

    /// <summary>At least the length of what a prefix leaves of a row.</summary>
    /// <param name="row">[dim].</param>
    /// <param name="prefix">[length] its prefix.</param>
    public float RestOf(ReadOnlySpan<float> row, ReadOnlySpan<float> prefix) =>
        MathF.BitIncrement((float)Math.Sqrt(Math.Max(0, Squares(row) - Squares(prefix)) + _restSlack));

    private static double Square(double value) => value * value;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Squares(ReadOnlySpan<float> values)
    {
        var sums = Vector256<double>.Zero;
        int k = 0;
        for (; k + Vector256<float>.Count <= values.Length; k += Vector256<float>.Count)
        {
            var (lower, upper) = Vector256.Widen(Vector256.Create(values[k..]));
            sums += lower * lower + upper * upper;
        }

        double sum = Vector256.Sum(sums);
        for (; k < values.Length; k++) sum += (double)values[k] * values[k];
        return sum;
    }
}
