using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Scanner.Join;

/// <summary>
/// Rows seen along a direction c, by which the products of two rows with the same one are known far better than from
/// their int8 alone; valid while the tile is reachable.
/// </summary>
/// <remarks>
/// With X = s q the image of a row x, and x' = x - X: x y = X Y + x' Y + X y' + x' y'. Of x' Y the part along c is
/// known, (x' c) (Y c), and the rest is at most |x'| |Y - (Y c) c| (Cauchy and Schwarz), which is small where the rows
/// of a family lie about c. So x y = X Y + (x' c) (Y c) + (X c) (y' c) ± (e g + (h + e) f), with e and f the bounds of
/// |x'| and |y'|, h and g those of what X and Y have across c.
/// </remarks>
internal readonly unsafe struct Int8Axis
{
    /// <param name="memory">Memory of at least <see cref="Bytes"/>.</param>
    /// <param name="rows">Rows.</param>
    public Int8Axis(byte* memory, int rows)
    {
        Along = (float*)memory;
        Off = Along + rows;
        Across = Off + rows;
        Directions = (int*)(Across + rows);
    }

    /// <summary>[rows] (X c) ÷ s.</summary>
    public float* Along { get; }

    /// <summary>[rows] (x' c) ÷ s.</summary>
    public float* Off { get; }

    /// <summary>[rows] h ÷ s; infinite where a row has no direction.</summary>
    public float* Across { get; }

    /// <summary>[rows] number of the direction: what is known of two rows holds where it is the same.</summary>
    public int* Directions { get; }

    /// <summary>Memory that rows need.</summary>
    public static long Bytes(int rows) => 4L * rows * sizeof(float);

    /// <summary>
    /// What float32 may err in all: four products with c, each by dim × 2^-23 × L² at most, and a bound's operations.
    /// </summary>
    public static float Slack(int dim) => 5 * UnitRows.Slack(dim);

    /// <summary>Stores what a row is along its direction.</summary>
    /// <param name="row">Its place.</param>
    /// <param name="values">[direction's length] the row; zeros behind its end.</param>
    /// <param name="image">Its int8, stored already.</param>
    /// <param name="direction">c, a unit vector, with zeros behind its end to whole vectors; empty for none.</param>
    /// <param name="number">The direction's number.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Store(int row, float* values, in Int8Image image, ReadOnlySpan<float> direction, int number)
    {
        // Where a row has fewer bytes than floats the direction is zero.
        byte* steps = image.LeftOf(row);
        Vector256<float> along = default, total = default, squares = default;
        for (int k = 0; k < direction.Length; k += FloatRow.Width)
        {
            Vector256<float> value = Vector256.Load(values + k), part = Vector256.Create(direction[k..]);
            var bytes = Eight(steps + k) - Vector256.Create(128);
            along = Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(bytes), part, along);
            total = Vector256.FusedMultiplyAdd(value, part, total);
            squares = Vector256.FusedMultiplyAdd(value, value, squares);
        }

        float scale = image.Steps[row], all = Vector256.Sum(total);
        Directions[row] = number;
        Along[row] = Vector256.Sum(along);
        Off[row] = all * scale - Along[row];

        // What the row has across c, and what its image differs.
        float across = MathF.Max(0, Vector256.Sum(squares) - all * all) + Slack(direction.Length);
        Across[row] = direction.IsEmpty
            ? float.PositiveInfinity
            : MathF.Sqrt(across) * scale + image.ErrorSteps[row];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Eight(byte* image)
    {
        var shorts = Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(ulong*)image).AsByte());
        return Vector256.Create(Vector128.WidenLower(shorts), Vector128.WidenUpper(shorts)).AsInt32();
    }
}
