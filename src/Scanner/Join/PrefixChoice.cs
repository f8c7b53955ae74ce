using System.Runtime.CompilerServices;

namespace Scanner.Join;

/// <summary>
/// Chooses the prefix by which a join rules out most of its pairs, from a sample of its rows: short prefixes are
/// compared fast, longer ones rule out more.
/// </summary>
internal static class PrefixChoice
{
    // Of fewer rows the choice would cost more than it saves.
    private const int RowsMin = 6_000;

    // Enough that the directions of a few hundred components are those of all rows.
    private const int BasisRows = 2_048;

    // Blocks of pairs on which prefixes are tried: of rows that the basis has not seen.
    private const int TriedLeft = 192, TriedRight = 960;

    // What it costs to decide a block, and to go on with one that is not ruled out, in components of its pairs.
    private const int DecideCost = 20, GoOnCost = 60;

    // What rounding to int8 adds to the bound, about.
    private const float Rounding = 0.013f;

    // Below, a prefix is not worth the memory that it takes.
    private const double GainMin = 1.1;

    /// <summary>The prefix that pays best; null where none does.</summary>
    /// <param name="rows">The join's rows.</param>
    /// <param name="threshold">Least similarity of a pair.</param>
    /// <param name="shape">The pairs that the backend decides at a time.</param>
    public static RowPrefix? For(RowSource rows, float threshold, BlockShape shape)
    {
        int dim = rows.Dim, longest = dim / 2 / RowPrefix.Step * RowPrefix.Step;
        if (rows.Rows < RowsMin || longest == 0 || dim % FloatMatrix.Columns != 0) return null;

        var basis = PrincipalBasis.Of(Sample(rows, BasisRows, 0), dim, longest);
        float[] left = Sample(rows, TriedLeft, 0.25), right = Sample(rows, TriedRight, 0.5);
        if (shape.IsOrdered) (left, right) = (Ordered(left, dim), Ordered(right, dim));
        var passing = Passing(new RowPrefix(basis, longest), [.. left, .. right], threshold, shape);
        int best = 0;
        double least = (dim + DecideCost) / GainMin;
        for (int step = 0; step < passing.Length; step++)
        {
            int length = (step + 1) * RowPrefix.Step;
            double cost = length + DecideCost + passing[step] * (dim + GoOnCost);
            if (cost < least) (least, best) = (cost, length);
        }

        return best == 0 ? null : new RowPrefix(PrincipalBasis.Level(basis, dim, best), best);
    }

    // Rows at equal distances, the first one a part of a distance behind the matrix's.
    private static float[] Sample(RowSource rows, int count, double part)
    {
        var sample = new float[count * rows.Dim];
        for (int i = 0; i < count; i++)
            rows.Copy((int)((i + part) * rows.Rows / count), 1, sample.AsSpan(i * rows.Dim, rows.Dim));
        return sample;
    }

    // As a tile's rows stand: those of a family together, or a family would reach into every block.
    private static float[] Ordered(float[] rows, int dim)
    {
        var order = new int[rows.Length / dim];
        Int8Order.Fill(rows, dim, order);
        var ordered = new float[rows.Length];
        for (int place = 0; place < order.Length; place++)
            rows.AsSpan(order[place] * dim, dim).CopyTo(ordered.AsSpan(place * dim));
        return ordered;
    }

    // For each length, the part of blocks that it does not rule out.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double[] Passing(
        RowPrefix longest, ReadOnlySpan<float> tried, float threshold, BlockShape shape)
    {
        int steps = longest.Length / RowPrefix.Step, length = longest.Length;
        var prefixes = new float[(TriedLeft + TriedRight) * length];
        longest.Project(tried, prefixes);
        var rests = Rests(longest, tried, prefixes);
        int across = TriedRight / shape.RightRows, blocks = TriedLeft / shape.LeftRows * across;
        var passed = new bool[steps * blocks];
        for (int i = 0; i < TriedLeft; i++)
        {
            var left = prefixes.AsSpan(i * length, length);
            for (int j = 0; j < TriedRight; j++)
            {
                int other = TriedLeft + j, block = i / shape.LeftRows * across + j / shape.RightRows;
                var right = prefixes.AsSpan(other * length, length);
                float product = Rounding;
                for (int step = 0; step < steps; step++)
                {
                    product += FloatMatrix.Dot(
                        left.Slice(step * RowPrefix.Step, RowPrefix.Step),
                        right.Slice(step * RowPrefix.Step, RowPrefix.Step));
                    passed[step * blocks + block] |=
                        product + rests[i * steps + step] * rests[other * steps + step] >= threshold;
                }
            }
        }

        return [.. passed.Chunk(blocks).Select(some => some.Average(isPassed => isPassed ? 1.0 : 0))];
    }

    // [rows × steps] the length of what is left of a row behind each length.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float[] Rests(RowPrefix longest, ReadOnlySpan<float> rows, ReadOnlySpan<float> prefixes)
    {
        int dim = longest.Dim, length = longest.Length, steps = length / RowPrefix.Step;
        var rests = new float[rows.Length / dim * steps];
        for (int i = 0; i < rests.Length; i++)
        {
            int row = i / steps, known = (i % steps + 1) * RowPrefix.Step;
            ReadOnlySpan<float> own = rows.Slice(row * dim, dim), prefix = prefixes.Slice(row * length, known);
            rests[i] = MathF.Sqrt(MathF.Max(0, FloatMatrix.Dot(own, own) - FloatMatrix.Dot(prefix, prefix)));
        }

        return rests;
    }
}
