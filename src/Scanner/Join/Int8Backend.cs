using System.Numerics;
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
/// s t (q r) ≥ T - e L - (L + e) f, with f the bound of y. Divided by s t: q r ≥ A ÷ t - C (f ÷ t), where
/// A = (T - e L) ÷ s and C = (L + e) ÷ s belong to the left row, and 1 ÷ t and f ÷ t to the right one.</para>
/// <para>T is lowered first by what float32 may err: the similarity that is held against it, by at most
/// dim × 2^-23 × L², and these few operations, by less than 2^-18 together. q r itself is exact: 255 × 127 × 65,536
/// fits an int32.</para>
/// </remarks>
internal sealed unsafe class Int8Backend : IJoinBackend
{
    // UnitRows lets pass what is of unit length but for 0.01.
    private const float LengthMax = 1.01f;

    // A tile's pairs are buffered and gone through several times: 480 × 480 × 12 bytes = 2.6 MiB where all are similar,
    // beside 480 × 256 bytes = 120 KiB of left rows, which stay in an L2 cache while panels pass.
    private const int TileRowsMax = 480, TileBytesGoal = 256 << 10;

    // Where more than half of a panel's blocks pass, asking int8 costs more than it saves; every so many panels it is
    // asked again.
    private const int ProbePanels = 8;

    public string Name => "int8";

    // The verdict is the AVX2 kernel's, whose panels are of the same width.
    public bool IsAvailable => AvxVnni.IsSupported && Fma.IsSupported && Vector<float>.Count == 8;

    public int TileRows(int dim)
    {
        int rows = Math.Min(TileRowsMax, TileBytesGoal / dim);
        return Math.Max(1, rows / Int8Tile.Panel) * Int8Tile.Panel;
    }

    public long TileBytes(int rows, int dim) => Int8Tile.Of(rows, dim).Bytes;

    public void Pack(ReadOnlySpan<float> rows, PackedTile tile)
    {
        var layout = Int8Tile.Of(tile.Rows, tile.Dim);
        var panels = new Span<float>(tile.Floats, checked(layout.Rows * layout.Dim));
        var image = new sbyte[layout.Groups * Int8Tile.GroupDim];
        for (int row = 0; row < layout.Rows; row++)
        {
            // Zero rows fill the last panel: their similarity is 0, below every threshold.
            bool isRow = row < tile.Rows;
            var own = isRow ? rows.Slice(row * tile.Dim, tile.Dim) : [];
            var panel = panels[(row / Int8Tile.Panel * Int8Tile.Panel * tile.Dim)..];
            for (int k = 0; k < tile.Dim; k++) panel[k * Int8Tile.Panel + row % Int8Tile.Panel] = isRow ? own[k] : 0;

            Array.Clear(image);
            var (step, error) = Quantize(own, image);
            Store(tile, layout, row, image, step, error);
        }
    }

    public void Collect(PackedTile left, PackedTile right, float threshold, TileHits hits)
    {
        Int8Tile one = Int8Tile.Of(left.Rows, left.Dim), other = Int8Tile.Of(right.Rows, right.Dim);
        byte* leftMemory = (byte*)left.Floats, rightMemory = (byte*)right.Floats;
        float* bounds = stackalloc float[2 * one.Rows], block = stackalloc float[Int8Kernel.LeftRows * Int8Tile.Panel];
        int rowBytes = one.Groups * Int8Tile.GroupDim, panelFloats = Int8Tile.Panel * left.Dim;
        Bounds(leftMemory, one, threshold, bounds);

        // A right panel (24 × 256 bytes = 6 KiB) stays in the L1 cache while all left rows pass it.
        bool isDense = false;
        for (int j = 0, panel = 0; j < right.Rows; j += Int8Tile.Panel, panel++)
        {
            int passed = 0;
            bool isAsked = !isDense || panel % ProbePanels == 0;
            for (int i = 0; i < left.Rows; i += Int8Kernel.LeftRows)
            {
                if (isAsked && !Int8Kernel.MayReach(
                    leftMemory + one.LeftPlace + (long)i * rowBytes,
                    (sbyte*)(rightMemory + other.RightPlace + (long)j * rowBytes), one.Groups, bounds + 2 * i,
                    (int*)(rightMemory + other.CorrectionPlace) + j, (float*)(rightMemory + other.StepsPlace) + j,
                    (float*)(rightMemory + other.ErrorStepsPlace) + j))
                {
                    continue;
                }

                passed++;
                float* leftRows = left.Floats + (long)(i / Int8Tile.Panel) * panelFloats + i % Int8Tile.Panel;
                float* rightRows = right.Floats + (long)(j / Int8Tile.Panel) * panelFloats;
                if (VectorKernel.Multiply(leftRows, rightRows, left.Dim, threshold, block))
                    SimdBackend<VectorKernel>.Add(block, i, j, threshold, hits);
            }

            if (isAsked) isDense = passed * Int8Kernel.LeftRows > left.Rows / 2;
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

    private static void Store(
        PackedTile tile, Int8Tile layout, int row, ReadOnlySpan<sbyte> image, float step, float error)
    {
        byte* memory = (byte*)tile.Floats;
        int rowBytes = layout.Groups * Int8Tile.GroupDim, sum = 0;
        var panel = (sbyte*)(memory + layout.RightPlace + (long)(row / Int8Tile.Panel) * Int8Tile.Panel * rowBytes);
        byte* own = memory + layout.LeftPlace + (long)row * rowBytes;
        for (int k = 0; k < rowBytes; k++)
        {
            int group = k / Int8Tile.GroupDim, within = k % Int8Tile.GroupDim;
            panel[(group * Int8Tile.Panel + row % Int8Tile.Panel) * Int8Tile.GroupDim + within] = image[k];
            own[k] = (byte)(image[k] + 128);
            sum += image[k];
        }

        ((int*)(memory + layout.CorrectionPlace))[row] = -128 * sum;
        ((float*)(memory + layout.StepsPlace))[row] = 1 / step;
        ((float*)(memory + layout.ErrorPlace))[row] = error;
        ((float*)(memory + layout.ErrorStepsPlace))[row] = error / step;
    }

    // A and C of every left row.
    private static void Bounds(byte* memory, Int8Tile layout, float threshold, float* bounds)
    {
        float lowered = threshold - MathF.ScaleB(1, -18)
            - layout.Dim * MathF.ScaleB(1, -23) * LengthMax * LengthMax;
        float* steps = (float*)(memory + layout.StepsPlace), errors = (float*)(memory + layout.ErrorPlace);
        for (int row = 0; row < layout.Rows; row++)
        {
            bounds[2 * row] = (lowered - errors[row] * LengthMax) * steps[row];
            bounds[2 * row + 1] = (LengthMax + errors[row]) * steps[row];
        }
    }
}
