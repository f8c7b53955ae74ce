using System.Numerics.Tensors;
using System.Runtime.Intrinsics.X86;

namespace Scanner.Join;

/// <summary>
/// Certified int8: rows rounded to int8 decide which blocks of pairs cannot hold one, and float32 decides the rest. The
/// result is that of float32, at the cost of int8 where pairs are rare.
/// </summary>
/// <remarks>
/// <para>A row x is stored as q = round(x ÷ s) with s = max |x| ÷ 127, and with an upper bound e of |x - s q|, its
/// Euclidean distance from the image. For two rows, |xy - s t (q r)| ≤ |x - s q| |y| + |s q| |y - t r| (Cauchy and
/// Schwarz), and |s q| ≤ |x| + e. So with every |x| ≤ L a pair can reach the threshold T only if
/// s t (q r) ≥ T - e L - (L + e) f, with f the bound of y, and surely does if s t (q r) ≥ T + e L + (L + e) f. Divided
/// by s t: q r ≥ T ÷ s ÷ t ∓ (E ÷ t + C f ÷ t), where E = e L ÷ s and C = (L + e) ÷ s belong to the left row, and 1 ÷ t
/// and f ÷ t to the right one.</para>
/// <para>T is moved first by what float32 may err, see <see cref="Int8Bounds.Slack"/>. q r itself is exact:
/// 255 × 127 × 65,536 fits an int32.</para>
/// <para>Where a tile is dense, a pair that surely reaches the threshold is only counted, unless it may enter a list
/// (the same bound, with what the list asks in place of T) or connect two components.</para>
/// </remarks>
internal sealed unsafe class Int8Backend : IJoinBackend
{
    // A tile's pairs are buffered and gone through several times: 480 × 480 × 12 bytes = 2.6 MiB where all are similar,
    // beside 480 × 256 bytes = 120 KiB of left rows, which stay in an L2 cache while panels pass.
    private const int TileRowsMax = 480, TileBytesGoal = 256 << 10;

    // Pairs of a tile from which on it asks what its rows want: asking costs as much as some 50 verdicts.
    private const int DenseHits = 256;

    public string Name => "int8";

    public bool IsAvailable => AvxVnni.IsSupported && Fma.IsSupported;

    public int TileRows(int dim)
    {
        int rows = Math.Min(TileRowsMax, TileBytesGoal / dim);
        return Math.Max(1, rows / Int8Tile.Panel) * Int8Tile.Panel;
    }

    public long TileBytes(int rows, int dim) => Int8Tile.Of(rows, dim).Bytes;

    public void Pack(ReadOnlySpan<float> rows, PackedTile tile)
    {
        var side = new Int8Side(tile);
        var layout = side.Layout;
        var floats = new Span<float>(tile.Floats, checked(layout.Rows * layout.RowFloats));
        var image = new sbyte[layout.RowBytes];
        floats.Clear();
        var order = new Span<int>(side.Order, tile.Rows);
        Int8Order.Fill(rows, tile.Dim, order);
        for (int row = 0; row < layout.Rows; row++)
        {
            // Zero rows fill the last panel: their similarity is 0, below every threshold.
            var own = row < tile.Rows ? rows.Slice(order[row] * tile.Dim, tile.Dim) : [];
            own.CopyTo(floats[(row * layout.RowFloats)..]);
            Array.Clear(image);
            var (step, error) = Quantize(own, image);
            Store(side, row, image, step, error);
        }
    }

    public void Collect(PackedTile left, PackedTile right, float threshold, TileHits hits)
    {
        Int8Side one = new(left), other = new(right);
        var bounds = stackalloc Int8Bounds[one.Layout.Rows];
        float slack = Int8Bounds.Slack(left.Dim);
        for (int row = 0; row < one.Layout.Rows; row++)
            bounds[row] = Int8Bounds.Of(one.Steps[row], one.Errors[row], threshold, slack);
        int* block = stackalloc int[Int8Kernel.LeftRows * Int8Tile.Panel];
        var verdict = new Int8Verdict(left, right, threshold, hits);
        bool isOpen = hits.Filter is null;

        // A right panel (24 × 256 bytes = 6 KiB) stays in the L1 cache while all left rows pass it.
        for (int j = 0; j < right.Rows; j += Int8Tile.Panel)
        {
            int* correction = other.Correction + j;
            float* steps = other.Steps + j, errorSteps = other.ErrorSteps + j;
            sbyte* panel = other.PanelOf(j);
            for (int i = 0; i < left.Rows; i += Int8Kernel.LeftRows)
            {
                if (!Int8Kernel.MayReach(
                    one.LeftOf(i), panel, one.Layout.Groups, bounds + i, correction, steps, errorSteps, block))
                {
                    continue;
                }

                verdict.Settle(block, i, j, bounds + i);
                if (isOpen || hits.Count < DenseHits) continue;

                isOpen = true;
                verdict.Open(hits.Filter!);
            }
        }
    }

    /// <summary>Rounds a row to int8.</summary>
    /// <param name="row">A row; empty for one of zeros.</param>
    /// <param name="image">Receives its int8; zeros before.</param>
    /// <returns>
    /// The value of one step, above 0, and an upper bound of the Euclidean distance between the row and its image.
    /// </returns>
    internal static (float Step, float Error) Quantize(ReadOnlySpan<float> row, Span<sbyte> image)
    {
        float most = row.IsEmpty ? 0 : MathF.Abs(TensorPrimitives.MaxMagnitude(row));
        float step = most / sbyte.MaxValue;

        // A zero row, or one of such small numbers that dividing by them overflows: all of it is error.
        if (!float.IsNormal(step)) return (1, row.IsEmpty ? 0 : TensorPrimitives.Norm(row));

        double squares = 0;
        for (int k = 0; k < row.Length; k++)
        {
            float steps = Math.Clamp(MathF.Round(row[k] / step), -sbyte.MaxValue, sbyte.MaxValue);
            image[k] = (sbyte)steps;
            double difference = row[k] - (double)step * steps;
            squares += difference * difference;
        }

        // Rounded up from double, with room for the rounding of both.
        return (step, MathF.BitIncrement((float)(Math.Sqrt(squares) * (1 + 1e-9))));
    }

    private static void Store(Int8Side side, int row, ReadOnlySpan<sbyte> image, float step, float error)
    {
        int lane = row % Int8Tile.Panel, sum = 0;
        byte* own = side.LeftOf(row);
        sbyte* panel = side.PanelOf(row - lane);
        for (int k = 0; k < image.Length; k++)
        {
            int group = k / Int8Tile.GroupDim, within = k % Int8Tile.GroupDim;
            panel[(group * Int8Tile.Panel + lane) * Int8Tile.GroupDim + within] = image[k];
            own[k] = (byte)(image[k] + 128);
            sum += image[k];
        }

        side.Correction[row] = -128 * sum;
        side.Steps[row] = 1 / step;
        side.Errors[row] = error;
        side.ErrorSteps[row] = error / step;
    }
}
