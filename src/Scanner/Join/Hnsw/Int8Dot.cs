using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Scanner.Join.Hnsw;

/// <summary>
/// Products of one int8 row with four others. The four are stored with 128 added, since vpdpbusd multiplies unsigned
/// with signed bytes: a product comes out too large by 128 times the sum of the one row.
/// </summary>
internal static unsafe class Int8Dot
{
    /// <summary>Rows are filled up with zeros to a multiple of so many bytes: a vector of AVX2.</summary>
    public const int PadBytes = 32;

    /// <summary>Four products; exact.</summary>
    /// <param name="one">[dim] int8.</param>
    /// <param name="a">[dim] int8 + 128; b, c and d likewise.</param>
    /// <param name="b">See a.</param>
    /// <param name="c">See a.</param>
    /// <param name="d">See a.</param>
    /// <param name="dim">A multiple of <see cref="PadBytes"/>, at most 65,536.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Four(sbyte* one, byte* a, byte* b, byte* c, byte* d, int dim)
    {
        if (AvxVnni.IsSupported) return Vnni(one, a, b, c, d, dim);
        if (Avx2.IsSupported) return Avx(one, a, b, c, d, dim);
        if (Dp.IsSupported) return Arm(one, a, b, c, d, dim);
        return Plain(one, a, b, c, d, dim);
    }

    /// <summary>The reference.</summary>
    internal static Vector128<int> Plain(sbyte* one, byte* a, byte* b, byte* c, byte* d, int dim)
    {
        int ofA = 0, ofB = 0, ofC = 0, ofD = 0;
        for (int k = 0; k < dim; k++)
        {
            ofA += one[k] * a[k];
            ofB += one[k] * b[k];
            ofC += one[k] * c[k];
            ofD += one[k] * d[k];
        }

        return Vector128.Create(ofA, ofB, ofC, ofD);
    }

    private static Vector128<int> Vnni(sbyte* one, byte* a, byte* b, byte* c, byte* d, int dim)
    {
        Vector256<int> ofA = default, ofB = default, ofC = default, ofD = default;
        for (int k = 0; k < dim; k += PadBytes)
        {
            var own = Vector256.Load(one + k);
            ofA = AvxVnni.MultiplyWideningAndAdd(ofA, Vector256.Load(a + k), own);
            ofB = AvxVnni.MultiplyWideningAndAdd(ofB, Vector256.Load(b + k), own);
            ofC = AvxVnni.MultiplyWideningAndAdd(ofC, Vector256.Load(c + k), own);
            ofD = AvxVnni.MultiplyWideningAndAdd(ofD, Vector256.Load(d + k), own);
        }

        return Sums(ofA, ofB, ofC, ofD);
    }

    // vpmaddubsw would saturate at 255 × 127 × 2, so bytes are widened first.
    private static Vector128<int> Avx(sbyte* one, byte* a, byte* b, byte* c, byte* d, int dim)
    {
        Vector256<int> ofA = default, ofB = default, ofC = default, ofD = default;
        for (int k = 0; k < dim; k += PadBytes / 2)
        {
            var own = Avx2.ConvertToVector256Int16(one + k);
            ofA += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(a + k), own);
            ofB += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(b + k), own);
            ofC += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(c + k), own);
            ofD += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(d + k), own);
        }

        return Sums(ofA, ofB, ofC, ofD);
    }

    // sdot multiplies signed bytes: the 128 is taken off and, to agree with the others, its product put back.
    private static Vector128<int> Arm(sbyte* one, byte* a, byte* b, byte* c, byte* d, int dim)
    {
        Vector128<int> ofA = default, ofB = default, ofC = default, ofD = default, shift = default;
        var bias = Vector128.Create((byte)128);
        for (int k = 0; k < dim; k += Vector128<byte>.Count)
        {
            var own = Vector128.Load(one + k);
            ofA = Dp.DotProduct(ofA, (Vector128.Load(a + k) ^ bias).AsSByte(), own);
            ofB = Dp.DotProduct(ofB, (Vector128.Load(b + k) ^ bias).AsSByte(), own);
            ofC = Dp.DotProduct(ofC, (Vector128.Load(c + k) ^ bias).AsSByte(), own);
            ofD = Dp.DotProduct(ofD, (Vector128.Load(d + k) ^ bias).AsSByte(), own);
            shift = Dp.DotProduct(shift, Vector128<sbyte>.One, own);
        }

        int added = Vector128.Sum(shift) * 128;
        return Vector128.Create(
            Vector128.Sum(ofA), Vector128.Sum(ofB), Vector128.Sum(ofC), Vector128.Sum(ofD)) + Vector128.Create(added);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Sums(Vector256<int> a, Vector256<int> b, Vector256<int> c, Vector256<int> d)
    {
        var sums = Avx2.HorizontalAdd(Avx2.HorizontalAdd(a, b), Avx2.HorizontalAdd(c, d));
        return sums.GetLower() + sums.GetUpper();
    }
}
