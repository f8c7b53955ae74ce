using System.Numerics.Tensors;

namespace Scanner.Join;

/// <summary>
/// What a left row contributes to the bound under which a pair of int8 rows is ruled out: the pair may reach the
/// threshold only if the product of their int8 is at least reach × steps + slope × error steps, the latter two of the
/// right row. See <see cref="Int8Backend{TDot}"/>.
/// </summary>
/// <param name="Reach">What the product must reach where nothing is left out, for a right row of step 1.</param>
/// <param name="Slope">What one unit that the right row leaves out may take off it, below 0.</param>
internal readonly record struct Int8Reach(float Reach, float Slope)
{
    // Sums are whole, and between the latter and its negative.
    private const double Room = 1e-3;
    private const int LeastMax = 1 << 30;

    /// <summary>The bound of a row.</summary>
    /// <param name="steps">1 ÷ s.</param>
    /// <param name="error">e.</param>
    /// <param name="threshold">T.</param>
    /// <param name="slack">What float32 may err.</param>
    public static Int8Reach OfRow(float steps, float error, float threshold, float slack) =>
        new((threshold - slack) * steps - error * UnitRows.LengthMax * steps, -(UnitRows.LengthMax + error) * steps);

    /// <summary>Whether a pair may reach the threshold, as <see cref="Int8Kernel.Reach"/> decides eight.</summary>
    public bool IsReached(int sum, float steps, float errorSteps) =>
        sum >= MathF.FusedMultiplyAdd(steps, Reach, errorSteps * Slope);

    /// <summary>The least whole number that a sum must reach to reach a bound.</summary>
    public static int Least(double bound) => (int)Math.Ceiling(Math.Clamp(bound - Room, -LeastMax, LeastMax));

    /// <summary>At most the least bound of all pairs of two sides.</summary>
    /// <param name="reach">Of the left rows.</param>
    /// <param name="right">The right rows.</param>
    /// <param name="rows">How many they are.</param>
    public static unsafe int LeastOf(ReadOnlySpan<Int8Reach> reach, in Int8Image right, int rows)
    {
        float least = float.MaxValue, steepest = 0;
        foreach (var row in reach) (least, steepest) = (MathF.Min(least, row.Reach), MathF.Min(steepest, row.Slope));
        var steps = new ReadOnlySpan<float>(right.Steps, rows);
        float step = least < 0 ? TensorPrimitives.Max(steps) : TensorPrimitives.Min(steps);
        float left = TensorPrimitives.Max(new ReadOnlySpan<float>(right.ErrorSteps, rows));
        return Least((double)least * step + (double)steepest * left);
    }
}
