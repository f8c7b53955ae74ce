using System.Numerics.Tensors;

namespace Scanner.Join;

/// <summary>
/// Chooses the prefix by which a join rules out most of its pairs, from a sample of its rows: short prefixes are
/// compared fast, longer ones rule out more.
/// </summary>
internal static class PrefixChoice
{
    // Of fewer rows the choice would cost more than it saves.
    private const int RowsMin = 6_000;

    /// <summary>
    /// Enough rows that the directions of a few hundred components are those of all rows; 64 for each landmark of an
    /// <see cref="Int8Order"/>, which is fitted by the same ones.
    /// </summary>
    public const int SampleRows = 2_048;

    // Blocks of pairs on which prefixes are tried: of rows that the basis has not seen.
    private const int TriedLeft = 192, TriedRight = 960;

    // Below, a prefix is not worth the memory that it takes.
    private const double GainMin = 1.1;

    /// <summary>The prefix that pays best; null where none does.</summary>
    /// <param name="rows">The join's rows.</param>
    /// <param name="threshold">Least similarity of a pair.</param>
    /// <param name="shape">The pairs that the backend decides at a time.</param>
    /// <param name="sample">
    /// <see cref="SampleRows"/> of them, by which directions are chosen; null to draw them.
    /// </param>
    public static RowPrefix? For(RowSource rows, float threshold, BlockShape shape, float[]? sample = null)
    {
        int dim = rows.Dim, longest = dim / 2 / RowPrefix.Step * RowPrefix.Step;
        if (rows.Rows < RowsMin || longest == 0 || dim % FloatMatrix.Columns != 0) return null;

        var basis = PrincipalBasis.Of(sample ?? rows.Sample(SampleRows), dim, longest);
        float[] left = rows.Sample(TriedLeft, 0.25), right = rows.Sample(TriedRight, 0.5);
        if (shape.Order is { } order) (left, right) = (Ordered(left, dim, order), Ordered(right, dim, order));
        var costs = CostsBehind(new RowPrefix(basis, longest), [.. left, .. right], threshold, shape);
        int best = 0;
        double least = (dim + shape.DecideCost) / GainMin;
        for (int step = 0; step < costs.Length; step++)
        {
            int length = (step + 1) * RowPrefix.Step;
            double cost = length + shape.DecideCost + costs[step];
            if (cost < least) (least, best) = (cost, length);
        }

        return best == 0 ? null : new RowPrefix(PrincipalBasis.Level(basis, dim, best), best);
    }

    // As a tile's rows stand.
    private static float[] Ordered(float[] rows, int dim, Int8Order order)
    {
        int[] places = new int[rows.Length / dim], families = new int[places.Length];
        order.Fill(rows, places, families);
        var ordered = new float[rows.Length];
        for (int place = 0; place < places.Length; place++)
            rows.AsSpan(places[place] * dim, dim).CopyTo(ordered.AsSpan(place * dim));
        return ordered;
    }

    // For each length, what it costs to go on with a block, on average.
    private static double[] CostsBehind(
        RowPrefix longest, ReadOnlySpan<float> tried, float threshold, BlockShape shape)
    {
        int steps = longest.Length / RowPrefix.Step, across = TriedRight / shape.RightRows;
        var prefixes = new float[(TriedLeft + TriedRight) * longest.Length];
        longest.Project(tried, prefixes);
        var rests = Rests(longest, tried, prefixes);
        float[] products = new float[TriedLeft * TriedRight], added = new float[products.Length];
        var bounds = new float[TriedRight];
        var costs = new double[steps];
        for (int step = 0; step < steps; step++)
        {
            var parts = Part(prefixes, longest.Length, step);
            FloatMatrix.Multiply(
                parts.AsSpan(0, TriedLeft * RowPrefix.Step),
                FloatMatrix.Transposed(parts.AsSpan(TriedLeft * RowPrefix.Step), RowPrefix.Step), TriedRight, added);
            TensorPrimitives.Add(products, added, products);
            var passed = new int[TriedLeft / shape.LeftRows * across];
            for (int i = 0; i < TriedLeft; i++)
            {
                TensorPrimitives.MultiplyAdd(
                    rests[step].AsSpan(TriedLeft), rests[step][i], products.AsSpan(i * TriedRight, TriedRight), bounds);
                for (int block = 0; block < across; block++)
                {
                    passed[i / shape.LeftRows * across + block] += CountFrom(
                        threshold - shape.Rounding, bounds.AsSpan(block * shape.RightRows, shape.RightRows));
                }
            }

            costs[step] = passed.Average(pairs => shape.CostOf(pairs, longest.Dim));
        }

        return costs;
    }

    private static int CountFrom(float least, ReadOnlySpan<float> bounds)
    {
        if (TensorPrimitives.Max(bounds) < least) return 0;

        int count = 0;
        foreach (float bound in bounds) count += bound >= least ? 1 : 0;
        return count;
    }

    // [rows × step] the components that a step adds.
    private static float[] Part(ReadOnlySpan<float> prefixes, int length, int step)
    {
        var part = new float[prefixes.Length / length * RowPrefix.Step];
        for (int row = 0; row < part.Length / RowPrefix.Step; row++)
        {
            prefixes.Slice(row * length + step * RowPrefix.Step, RowPrefix.Step)
                .CopyTo(part.AsSpan(row * RowPrefix.Step));
        }

        return part;
    }

    // [steps × rows] the length of what is left of a row behind each length.
    private static float[][] Rests(RowPrefix longest, ReadOnlySpan<float> rows, ReadOnlySpan<float> prefixes)
    {
        int count = rows.Length / longest.Dim;
        var rests = new float[longest.Length / RowPrefix.Step][];
        for (int step = 0; step < rests.Length; step++) rests[step] = new float[count];
        for (int row = 0; row < count; row++)
        {
            float left = TensorPrimitives.SumOfSquares(rows.Slice(row * longest.Dim, longest.Dim));
            var prefix = prefixes.Slice(row * longest.Length, longest.Length);
            for (int step = 0; step < rests.Length; step++)
            {
                left -= TensorPrimitives.SumOfSquares(prefix.Slice(step * RowPrefix.Step, RowPrefix.Step));
                rests[step][row] = MathF.Sqrt(MathF.Max(0, left));
            }
        }

        return rests;
    }
}
