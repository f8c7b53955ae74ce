using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace Scanner.Join.Hnsw;

/// <summary>
/// The rows of an index in two bytes a component: the upper one leads the walk, at a quarter of float32's memory
/// traffic; the lower one is read for the few rows that a walk comes back with.
/// </summary>
/// <remarks>
/// A component is step × (upper + lower ÷ 254), with step = max |x| ÷ 127 of its row, and |upper|, |lower| ≤ 127: off
/// by step ÷ 508 at most. A row of zeros has step 0.
/// </remarks>
internal sealed unsafe class HnswRows(int dim) : IDisposable
{
    private const float LowerSteps = 254;

    /// <summary>Length of a row as it is given.</summary>
    public int Dim { get; } = dim;

    /// <summary>Bytes of a row: the dim, filled up.</summary>
    public int Stride { get; } = StrideOf(dim);

    /// <summary>[rows × stride] upper bytes, 128 added.</summary>
    public Column<byte> Upper { get; } = new();

    /// <summary>[rows × stride] lower bytes.</summary>
    public Column<sbyte> Lower { get; } = new();

    /// <summary>[rows] steps.</summary>
    public Column<float> Steps { get; } = new();

    /// <summary>How many rows.</summary>
    public int Count => (int)Steps.Count;

    /// <summary>Bytes of all columns.</summary>
    public long Bytes => Upper.Bytes + Lower.Bytes + Steps.Bytes;

    /// <summary>Bytes of a row of so many components.</summary>
    public static int StrideOf(int dim) => (dim + Int8Dot.PadBytes - 1) / Int8Dot.PadBytes * Int8Dot.PadBytes;

    /// <summary>The upper bytes of a row.</summary>
    public byte* UpperOf(int row) => Upper.Data + (long)row * Stride;

    /// <summary>Makes room for rows, all of zeros.</summary>
    public void Grow(int rows)
    {
        Upper.Grow((long)rows * Stride, 128);
        Lower.Grow((long)rows * Stride, 0);
        Steps.Grow(rows, 0);
    }

    /// <summary>Rounds a row and stores it. Different rows may be set from several threads at a time.</summary>
    public void Set(int row, ReadOnlySpan<float> values)
    {
        var upper = new Span<byte>(UpperOf(row), Stride);
        var lower = new Span<sbyte>(Lower.Data + (long)row * Stride, Stride);
        float step = Int8Quantizer.StepOf(values);
        Steps.Data[row] = step;
        if (step == 0) return;

        for (int k = 0; k < values.Length; k++)
        {
            float steps = values[k] / step, whole = Round(steps, sbyte.MaxValue);
            upper[k] = (byte)((int)whole + 128);
            lower[k] = (sbyte)Round((steps - whole) * LowerSteps, sbyte.MaxValue);
        }
    }

    /// <summary>Rounds a row that asks.</summary>
    /// <param name="values">[dim].</param>
    /// <param name="query">[stride] receives its int8.</param>
    /// <returns>What its products have to be corrected by, and the value of a step; 0 for a row of zeros.</returns>
    public (int Shift, float Step) Ask(ReadOnlySpan<float> values, sbyte* query)
    {
        new Span<sbyte>(query, Stride).Clear();
        float step = Int8Quantizer.StepOf(values);
        int sum = 0;
        for (int k = 0; k < values.Length && step != 0; k++)
        {
            query[k] = (sbyte)Round(values[k] / step, sbyte.MaxValue);
            sum += query[k];
        }

        return (128 * sum, step);
    }

    /// <summary>Lets a stored row ask.</summary>
    /// <inheritdoc cref="Ask(ReadOnlySpan{float}, sbyte*)"/>
    public (int Shift, float Step) Ask(int row, sbyte* query)
    {
        byte* own = UpperOf(row);
        var bias = new Vector<byte>(128);
        int k = 0, sum = 0;

        // A vector adds two bytes to a lane: 64 vectors at most 64 × 2 × 127, which an int16 holds, hence by parts.
        while (k + Vector<byte>.Count <= Stride)
        {
            int end = Math.Min(Stride / Vector<byte>.Count * Vector<byte>.Count, k + 64 * Vector<byte>.Count);
            var sums = Vector<short>.Zero;
            for (; k < end; k += Vector<byte>.Count)
            {
                var signed = Vector.AsVectorSByte(Vector.Load(own + k) ^ bias);
                Vector.Store(signed, query + k);
                Vector.Widen(signed, out var low, out var high);
                sums += low + high;
            }

            Vector.Widen(sums, out var lowSums, out var highSums);
            sum += Vector.Sum(lowSums + highSums);
        }

        for (; k < Stride; k++)
        {
            query[k] = (sbyte)(own[k] ^ 128);
            sum += query[k];
        }

        return (128 * sum, Steps.Data[row]);
    }

    /// <summary>The similarity of a row with one that is not rounded, off by less than dim × step ÷ 508.</summary>
    /// <param name="row">A row.</param>
    /// <param name="query">[dim].</param>
    /// <param name="scratch">[dim].</param>
    public float Similarity(int row, ReadOnlySpan<float> query, Span<float> scratch)
    {
        byte* upper = UpperOf(row);
        sbyte* lower = Lower.Data + (long)row * Stride;
        int k = 0;
        for (; k + Vector128<byte>.Count <= Dim && Vector128.IsHardwareAccelerated; k += Vector128<byte>.Count)
        {
            var (upper0, upper1) = Vector128.Widen(Vector128.Load(upper + k));
            var (lower0, lower1) = Vector128.Widen(Vector128.Load(lower + k));
            Decode(upper0, lower0, scratch[k..]);
            Decode(upper1, lower1, scratch[(k + 8)..]);
        }

        for (; k < Dim; k++) scratch[k] = upper[k] - 128 + lower[k] / LowerSteps;
        return TensorPrimitives.Dot(query, scratch[..Dim]) * Steps.Data[row];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Upper.Dispose();
        Lower.Dispose();
        Steps.Dispose();
    }

    private static void Decode(Vector128<ushort> upper, Vector128<short> lower, Span<float> values)
    {
        var (lower0, lower1) = Vector128.Widen(lower);
        var (upper0, upper1) = Vector128.Widen(upper.AsInt16() - Vector128.Create((short)128));
        var part = Vector128.Create(1 / LowerSteps);
        (Vector128.ConvertToSingle(upper0) + Vector128.ConvertToSingle(lower0) * part).CopyTo(values);
        (Vector128.ConvertToSingle(upper1) + Vector128.ConvertToSingle(lower1) * part).CopyTo(values[4..]);
    }

    private static float Round(float value, float most) => Math.Clamp(MathF.Round(value), -most, most);
}
