using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Scanner.Join;

/// <summary>Products of small matrices of float32, at full speed from the first call on.</summary>
internal static class FloatMatrix
{
    /// <summary>Columns that are computed at a time.</summary>
    public const int Columns = 2 * Lanes;

    private const int Lanes = 8;

    // As many rows as keep eight sums, so that no multiply-add waits for the one before.
    private static readonly int RowsAtOnce = Vector512.IsHardwareAccelerated ? 8 : 4;

    /// <summary>A product; every number of it is a sum of multiply-adds in the order of the inner dimension.</summary>
    /// <param name="left">[rows × inner].</param>
    /// <param name="right">[inner × width].</param>
    /// <param name="width">Columns of the right one, a multiple of <see cref="Columns"/>.</param>
    /// <param name="product">[rows × width] receives it.</param>
    public static void Multiply(ReadOnlySpan<float> left, ReadOnlySpan<float> right, int width, Span<float> product)
    {
        int inner = right.Length / width, count = left.Length / inner, row = 0;
        for (; row + RowsAtOnce <= count; row += RowsAtOnce)
        {
            for (int column = 0; column < width; column += Columns)
            {
                var block = product[(row * width + column)..];
                if (Vector512.IsHardwareAccelerated)
                    MultiplyEight(left[(row * inner)..], right[column..], inner, width, block);
                else
                    MultiplyFour(left[(row * inner)..], right[column..], inner, width, block);
            }
        }

        if (row == count) return;

        // The last few, filled up with zeros.
        Span<float> last = new float[RowsAtOnce * inner], lastProduct = new float[RowsAtOnce * width];
        left[(row * inner)..].CopyTo(last);
        Multiply(last, right, width, lastProduct);
        lastProduct[..((count - row) * width)].CopyTo(product[(row * width)..]);
    }

    /// <summary>Rows as columns.</summary>
    /// <param name="rows">[count × dim].</param>
    /// <param name="dim">Length of a row.</param>
    /// <returns>[dim × count].</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float[] Transposed(ReadOnlySpan<float> rows, int dim)
    {
        var columns = new float[rows.Length];
        int count = rows.Length / dim;
        for (int i = 0; i < count; i++)
        {
            for (int k = 0; k < dim; k++) columns[k * count + i] = rows[i * dim + k];
        }

        return columns;
    }

    /// <summary>
    /// Makes rows orthonormal, the first ones before the later ones. A row within the span of those before it is left
    /// as zeros or as what rounding makes of it.
    /// </summary>
    /// <param name="rows">[count × dim].</param>
    /// <param name="dim">Length of a row.</param>
    /// <param name="passes">1 leaves more than rounding where rows were nearly parallel; 2 do not.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Orthonormalize(Span<float> rows, int dim, int passes = 2)
    {
        for (int at = 0; at < rows.Length; at += dim)
        {
            // Modified Gram and Schmidt.
            var row = rows.Slice(at, dim);
            for (int other = 0; other < passes * at; other += dim)
                AddScaled(rows.Slice(other % at, dim), -Dot(rows.Slice(other % at, dim), row), row);

            float norm = MathF.Sqrt(Dot(row, row));
            if (norm > 0) AddScaled(row, 1 / norm - 1, row);
        }
    }

    /// <summary>The dot product of two vectors of one length.</summary>
    public static unsafe float Dot(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        int k = one.Length / FloatRow.Width * FloatRow.Width;
        fixed (float* first = one, second = other)
        {
            float sum = FloatRow.Dot(first, second, k);
            for (; k < one.Length; k++) sum += first[k] * second[k];
            return sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddScaled(ReadOnlySpan<float> values, float factor, Span<float> sum)
    {
        var factors = Vector256.Create(factor);
        int k = 0;
        for (; k + Lanes <= sum.Length; k += Lanes)
        {
            Vector256.MultiplyAddEstimate(Vector256.Create(values[k..]), factors, Vector256.Create<float>(sum[k..]))
                .CopyTo(sum[k..]);
        }

        for (; k < sum.Length; k++) sum[k] += factor * values[k];
    }

    // 8 rows × 16 columns; the same numbers as of four rows.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyEight(
        ReadOnlySpan<float> rows, ReadOnlySpan<float> columns, int inner, int width, Span<float> product)
    {
        ref float x0 = ref Unsafe.AsRef(in rows[0]), column = ref Unsafe.AsRef(in columns[0]);
        ref float x1 = ref Unsafe.Add(ref x0, inner), x2 = ref Unsafe.Add(ref x1, inner);
        ref float x3 = ref Unsafe.Add(ref x2, inner), x4 = ref Unsafe.Add(ref x3, inner);
        ref float x5 = ref Unsafe.Add(ref x4, inner), x6 = ref Unsafe.Add(ref x5, inner);
        ref float x7 = ref Unsafe.Add(ref x6, inner);
        Vector512<float> a = default, b = default, c = default, d = default;
        Vector512<float> e = default, f = default, g = default, h = default;
        for (nuint k = 0; k < (nuint)inner; k++, column = ref Unsafe.Add(ref column, width))
        {
            var p = Vector512.LoadUnsafe(ref column);
            a = Vector512.MultiplyAddEstimate(Vector512.Create(Unsafe.Add(ref x0, k)), p, a);
            b = Vector512.MultiplyAddEstimate(Vector512.Create(Unsafe.Add(ref x1, k)), p, b);
            c = Vector512.MultiplyAddEstimate(Vector512.Create(Unsafe.Add(ref x2, k)), p, c);
            d = Vector512.MultiplyAddEstimate(Vector512.Create(Unsafe.Add(ref x3, k)), p, d);
            e = Vector512.MultiplyAddEstimate(Vector512.Create(Unsafe.Add(ref x4, k)), p, e);
            f = Vector512.MultiplyAddEstimate(Vector512.Create(Unsafe.Add(ref x5, k)), p, f);
            g = Vector512.MultiplyAddEstimate(Vector512.Create(Unsafe.Add(ref x6, k)), p, g);
            h = Vector512.MultiplyAddEstimate(Vector512.Create(Unsafe.Add(ref x7, k)), p, h);
        }

        a.CopyTo(product);
        b.CopyTo(product[width..]);
        c.CopyTo(product[(2 * width)..]);
        d.CopyTo(product[(3 * width)..]);
        e.CopyTo(product[(4 * width)..]);
        f.CopyTo(product[(5 * width)..]);
        g.CopyTo(product[(6 * width)..]);
        h.CopyTo(product[(7 * width)..]);
    }

    // 4 rows × 16 columns.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyFour(
        ReadOnlySpan<float> rows, ReadOnlySpan<float> columns, int inner, int width, Span<float> product)
    {
        ref float x0 = ref Unsafe.AsRef(in rows[0]), column = ref Unsafe.AsRef(in columns[0]);
        ref float x1 = ref Unsafe.Add(ref x0, inner), x2 = ref Unsafe.Add(ref x1, inner);
        ref float x3 = ref Unsafe.Add(ref x2, inner);
        Vector256<float> a0 = default, a1 = default, b0 = default, b1 = default;
        Vector256<float> c0 = default, c1 = default, d0 = default, d1 = default;
        for (nuint k = 0; k < (nuint)inner; k++, column = ref Unsafe.Add(ref column, width))
        {
            Vector256<float> p0 = Vector256.LoadUnsafe(ref column), p1 = Vector256.LoadUnsafe(ref column, Lanes);
            var x = Vector256.Create(Unsafe.Add(ref x0, k));
            a0 = Vector256.MultiplyAddEstimate(x, p0, a0);
            a1 = Vector256.MultiplyAddEstimate(x, p1, a1);
            x = Vector256.Create(Unsafe.Add(ref x1, k));
            b0 = Vector256.MultiplyAddEstimate(x, p0, b0);
            b1 = Vector256.MultiplyAddEstimate(x, p1, b1);
            x = Vector256.Create(Unsafe.Add(ref x2, k));
            c0 = Vector256.MultiplyAddEstimate(x, p0, c0);
            c1 = Vector256.MultiplyAddEstimate(x, p1, c1);
            x = Vector256.Create(Unsafe.Add(ref x3, k));
            d0 = Vector256.MultiplyAddEstimate(x, p0, d0);
            d1 = Vector256.MultiplyAddEstimate(x, p1, d1);
        }

        Store(a0, a1, product);
        Store(b0, b1, product[width..]);
        Store(c0, c1, product[(2 * width)..]);
        Store(d0, d1, product[(3 * width)..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<float> first, Vector256<float> second, Span<float> row)
    {
        first.CopyTo(row);
        second.CopyTo(row[Lanes..]);
    }
}
