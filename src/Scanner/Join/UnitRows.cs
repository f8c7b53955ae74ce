using System.Numerics.Tensors;
using Scanner.Runs;

namespace Scanner.Join;

/// <summary>The door of the join: inside, every row is known to be a unit vector or zero.</summary>
internal static class UnitRows
{
    // Float16 rounds a component by 1 part in 2,048, so the length of a unit row by less than 0.001; 0.01 leaves room
    // for models that normalise in half precision and still refuses rows that were never normalised.
    private const float LengthTolerance = 0.01f;

    private const int RowsAtOnce = 1024;

    /// <summary>Refuses rows that are neither of unit length nor zero.</summary>
    /// <exception cref="ScanException">Names the first such row, what it holds and what to do.</exception>
    public static void Check(RowSource source, CancellationToken cancellation)
    {
        var rows = new float[Math.Min(RowsAtOnce, source.Rows) * source.Dim];
        for (int first = 0; first < source.Rows; first += RowsAtOnce)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(RowsAtOnce, source.Rows - first);
            source.Copy(first, count, rows);
            for (int i = 0; i < count; i++) Check(source.Name, first + i, rows.AsSpan(i * source.Dim, source.Dim));
        }
    }

    private static void Check(string name, int row, ReadOnlySpan<float> values)
    {
        // A NaN or an infinity anywhere makes the length one, too.
        float length = TensorPrimitives.Norm(values);
        if (length == 0 || MathF.Abs(length - 1) <= LengthTolerance) return;

        throw new ScanException(float.IsFinite(length)
            ? $"{name}: row {row} has length {length:0.####}, expected 1 (or all zeros). Normalise the vectors first."
            : $"{name}: row {row} holds NaN or infinity, expected numbers. Embed again, or set the row to zeros.");
    }
}
