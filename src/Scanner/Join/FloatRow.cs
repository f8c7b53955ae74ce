using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Scanner.Join;

/// <summary>The similarity of two rows alone, for the few pairs that int8 leaves open.</summary>
internal static unsafe class FloatRow
{
    /// <summary>Rows are filled up with zeros to a multiple of so many floats.</summary>
    public const int Width = 8;

    /// <summary>Floats of a row of a length.</summary>
    public static int Filled(int dim) => (dim + Width - 1) / Width * Width;

    /// <summary>Their dot product; the bits depend on the two rows alone, and not on their order.</summary>
    /// <param name="one">[length].</param>
    /// <param name="other">[length].</param>
    /// <param name="length">A multiple of <see cref="Width"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Dot(float* one, float* other, int length)
    {
        // Four chains of multiply-adds, so that one need not wait for the other.
        Vector256<float> a = default, b = default, c = default, d = default;
        int k = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            // The same chains, two in a vector.
            Vector512<float> ab = default, cd = default;
            for (; k + 4 * Width <= length; k += 4 * Width)
            {
                ab = Vector512.FusedMultiplyAdd(Vector512.Load(one + k), Vector512.Load(other + k), ab);
                cd = Vector512.FusedMultiplyAdd(
                    Vector512.Load(one + k + 2 * Width), Vector512.Load(other + k + 2 * Width), cd);
            }

            (a, b, c, d) = (ab.GetLower(), ab.GetUpper(), cd.GetLower(), cd.GetUpper());
        }

        for (; k + 4 * Width <= length; k += 4 * Width)
        {
            a = Add(one + k, other + k, a);
            b = Add(one + k + Width, other + k + Width, b);
            c = Add(one + k + 2 * Width, other + k + 2 * Width, c);
            d = Add(one + k + 3 * Width, other + k + 3 * Width, d);
        }

        for (; k < length; k += Width) a = Add(one + k, other + k, a);
        return Vector256.Sum(a + b + (c + d));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Add(float* one, float* other, Vector256<float> sums) =>
        Vector256.FusedMultiplyAdd(Vector256.Load(one), Vector256.Load(other), sums);
}
