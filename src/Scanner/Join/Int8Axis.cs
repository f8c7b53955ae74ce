using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Scanner.Join;

/// <summary>
/// A side of a dense tile seen along a direction c, by which the products of its rows are known far better than from
/// their int8 alone.
/// </summary>
/// <remarks>
/// With X = s q the image of a row x, and x' = x - X: x y = X Y + x' Y + X y' + x' y'. Of x' Y the part along c is
/// known, (x' c) (Y c), and the rest is at most |x'| |Y - (Y c) c| (Cauchy and Schwarz), which is small where the rows
/// of a family lie about c. So x y = X Y + (x' c) (Y c) + (X c) (y' c) ± (e g + (h + e) f), with e and f the bounds of
/// |x'| and |y'|, h and g those of what X and Y have across c.
/// </remarks>
internal readonly unsafe struct Int8Axis
{
    private readonly Int8Side _side;

    /// <param name="side">The side.</param>
    /// <param name="memory">Memory for <see cref="Floats"/>, zeros.</param>
    public Int8Axis(in Int8Side side, float* memory)
    {
        int rows = side.Layout.Rows;
        _side = side;
        Along = memory;
        Off = Along + rows;
        Across = Off + rows;
        Floors = Across + rows;
    }

    /// <summary>[rows] (X c) ÷ s.</summary>
    public float* Along { get; }

    /// <summary>[rows] (x' c) ÷ s.</summary>
    public float* Off { get; }

    /// <summary>[rows] h ÷ s; 0 where a row was not looked at yet.</summary>
    public float* Across { get; }

    /// <summary>
    /// [rows] what a similarity must reach to enter a row's list, less slack, ÷ s; NaN where nothing does.
    /// </summary>
    public float* Floors { get; }

    /// <summary>Floats of memory for a side.</summary>
    public static int Floats(int rows) => 4 * rows;

    /// <summary>
    /// What float32 may err in all: four products with c, each by dim × 2^-23 × L² at most, and a bound's operations.
    /// </summary>
    public static float Slack(int dim) => 5 * UnitRows.Slack(dim);

    /// <summary>
    /// The direction of the sum of a side's rows, or zero: any serves, this one where a family is large.
    /// </summary>
    /// <returns>[row floats].</returns>
    public static float[] DirectionOf(in Int8Side side)
    {
        var sum = new float[side.Layout.RowFloats];
        for (int row = 0; row < side.Layout.Rows; row++)
            TensorPrimitives.Add(sum, new ReadOnlySpan<float>(side.FloatsOf(row), sum.Length), sum);
        float norm = TensorPrimitives.Norm<float>(sum);
        if (norm > 0) TensorPrimitives.Divide(sum, norm, sum);
        return sum;
    }

    /// <summary>Looks at some rows along a direction, where that was not done before.</summary>
    /// <param name="first">The first row.</param>
    /// <param name="count">How many; always the same for a first one.</param>
    /// <param name="direction">[row floats].</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Look(int first, int count, ReadOnlySpan<float> direction)
    {
        if (Across[first] == 0) Fill(first, count, direction);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fill(int first, int count, ReadOnlySpan<float> direction)
    {
        float slack = Slack(direction.Length);
        for (int row = first; row < first + count; row++)
        {
            float* values = _side.FloatsOf(row);

            // Where a row has fewer bytes than floats the direction is zero.
            byte* image = _side.Rows.LeftOf(row);
            Vector256<float> along = default, total = default, squares = default;
            for (int k = 0; k < direction.Length; k += FloatRow.Width)
            {
                Vector256<float> value = Vector256.Load(values + k), part = Vector256.Create(direction[k..]);
                var bytes = Eight(image + k) - Vector256.Create(128);
                along = Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(bytes), part, along);
                total = Vector256.FusedMultiplyAdd(value, part, total);
                squares = Vector256.FusedMultiplyAdd(value, value, squares);
            }

            float steps = _side.Rows.Steps[row], all = Vector256.Sum(total);
            Along[row] = Vector256.Sum(along);
            Off[row] = all * steps - Along[row];

            // What the row has across c, and what its image differs.
            float across = MathF.Max(0, Vector256.Sum(squares) - all * all) + slack;
            Across[row] = MathF.Sqrt(across) * steps + _side.Rows.ErrorSteps[row];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Eight(byte* image)
    {
        var shorts = Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(ulong*)image).AsByte());
        return Vector256.Create(Vector128.WidenLower(shorts), Vector128.WidenUpper(shorts)).AsInt32();
    }
}
