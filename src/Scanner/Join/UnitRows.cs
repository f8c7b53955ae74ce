using System.Numerics.Tensors;
using Scanner.Runs;

namespace Scanner.Join;

/// <summary>The door of the join: inside, every row is known to be a unit vector or zero.</summary>
internal static class UnitRows
{
    // Float16 rounds a component by 1 part in 2,048, so the length of a unit row by less than 0.001; 0.01 leaves room
    // for models that normalise in half precision and still refuses rows that were never normalised.
    private const float LengthTolerance = 0.01f;

    /// <summary>The longest row that is let in: what bounds on similarities may count on.</summary>
    public const float LengthMax = 1 + LengthTolerance;

    // They stay in an L2 cache.
    private const int RowsAtOnce = 128;

    /// <summary>
    /// What float32 may err: the similarity that is held against a threshold, by dim × 2^-23 × L² at most, and the few
    /// operations of a bound, by less than 2^-18 together.
    /// </summary>
    public static float Slack(int dim) =>
        MathF.ScaleB(1, -18) + dim * MathF.ScaleB(1, -23) * LengthMax * LengthMax;

    /// <summary>Refuses rows that are neither of unit length nor zero.</summary>
    /// <exception cref="ScanException">Names the first such row, what it holds and what to do.</exception>
    public static void Check(RowSource source, int threads, CancellationToken cancellation)
    {
        int chunks = (source.Rows + RowsAtOnce - 1) / RowsAtOnce;
        var troubles = new ScanException?[chunks];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        Parallel.For(0, chunks, parallel, () => new float[RowsAtOnce * source.Dim], (chunk, state, rows) =>
        {
            int first = chunk * RowsAtOnce, count = Math.Min(RowsAtOnce, source.Rows - first);
            source.Copy(first, count, rows);
            for (int i = 0; i < count && troubles[chunk] is null; i++)
                troubles[chunk] = Trouble(source.Name, first + i, rows.AsSpan(i * source.Dim, source.Dim));

            if (troubles[chunk] is not null) state.Break();
            return rows;
        }, _ => { });
        if (Array.Find(troubles, trouble => trouble is not null) is { } first) throw first;
    }

    private static ScanException? Trouble(string name, int row, ReadOnlySpan<float> values)
    {
        // A NaN or an infinity anywhere makes the length one, too.
        float length = TensorPrimitives.Norm(values);
        if (length == 0 || MathF.Abs(length - 1) <= LengthTolerance) return null;

        return new ScanException(float.IsFinite(length)
            ? $"{name}: row {row} has length {length:0.####}, expected 1 (or all zeros). Normalise the vectors first."
            : $"{name}: row {row} holds NaN or infinity, expected numbers. Embed again, or set the row to zeros.");
    }
}
