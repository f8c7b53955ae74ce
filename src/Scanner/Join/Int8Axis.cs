using System.Numerics.Tensors;

namespace Scanner.Join;

/// <summary>
/// Rows seen along the direction c of their family, and as int8 of what they have across it: the products of two rows
/// with the same direction are known far better than from int8 of whole rows; valid while the tile is reachable. Only
/// the directions are there from the beginning: the rest is for dense tiles.
/// </summary>
/// <remarks>
/// With a = x c, b = y c and x', y' what is left of the rows, x y = a b + x' y'. Where the rows of a family lie about c
/// the latter are short, and so are the steps s, t of their int8 q, r and what those leave out, e and f:
/// x y = a b + s t (q r) ± (e |y'| + (|x'| + e) f) (Cauchy and Schwarz).
/// </remarks>
internal readonly unsafe struct Int8Axis
{
    // What is shorter is all left out: float32 would overflow when divided by the product of two such steps.
    private const float StepMin = 1e-15f;

    /// <param name="memory">Memory of at least <see cref="Bytes"/>, aligned to a cache line.</param>
    /// <param name="rows">Rows, a multiple of a panel's.</param>
    /// <param name="dim">Length of a row.</param>
    /// <param name="panel">See <see cref="IInt8Dot.Panel"/>.</param>
    public Int8Axis(byte* memory, int rows, int dim, int panel)
    {
        Rests = new Int8Image(memory, rows, dim, panel);
        Along = (float*)(memory + Int8Image.Bytes(rows, dim));
        Across = Along + rows;
        Directions = (int*)(Across + rows);
    }

    /// <summary>x' as int8; error steps are e ÷ s.</summary>
    public Int8Image Rests { get; }

    /// <summary>[rows] a ÷ s.</summary>
    public float* Along { get; }

    /// <summary>[rows] at least |x'| ÷ s.</summary>
    public float* Across { get; }

    /// <summary>[rows] number of the direction: what is known of two rows holds where it is the same.</summary>
    public int* Directions { get; }

    /// <summary>Memory that rows need.</summary>
    public static long Bytes(int rows, int dim) => Int8Image.Bytes(rows, dim) + 3L * rows * sizeof(float);

    /// <summary>
    /// What float32 may err in all: in a, b, x', y' and |c|², each by dim × 2^-23 × L² at most, and in a bound.
    /// </summary>
    public static float Slack(int dim) => 6 * UnitRows.Slack(dim);

    /// <summary>Stores what a row is along its direction and across it.</summary>
    /// <param name="row">Its place.</param>
    /// <param name="values">[dim] the row; empty for one of zeros.</param>
    /// <param name="direction">[dim] c, a unit vector or zero; empty for none.</param>
    /// <param name="rest">[dim] memory.</param>
    /// <param name="image">[row bytes] memory, zero behind dim.</param>
    /// <param name="most">The greatest int8.</param>
    public void Store(
        int row, ReadOnlySpan<float> values, ReadOnlySpan<float> direction, Span<float> rest, Span<sbyte> image,
        int most)
    {
        float along = 0;
        rest = rest[..values.Length];
        values.CopyTo(rest);
        if (!values.IsEmpty && !direction.IsEmpty)
        {
            along = TensorPrimitives.Dot(values, direction);
            TensorPrimitives.MultiplyAdd(direction, -along, values, rest);
        }

        image.Clear();
        var (step, error) = Int8Quantizer.Quantize(rest, image, most);
        if (step < StepMin)
        {
            image.Clear();
            (step, error) = (1, rest.IsEmpty ? 0 : TensorPrimitives.Norm(rest));
        }

        Rests.Store(row, image, step, error);
        Along[row] = along / step;
        float across = rest.IsEmpty ? 0 : TensorPrimitives.Norm(rest);
        Across[row] = across / step * (1 + rest.Length * MathF.ScaleB(1, -23));
    }
}
