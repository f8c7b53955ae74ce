using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Scanner.Join;

/// <summary>The similarity of two rows alone, for the few pairs that int8 leaves open.</summary>
internal static unsafe class FloatRow
{
    /// <summary>Rows are filled up with zeros to a multiple of so many floats.</summary>
    public const int Width = 8;

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
        for (; k + 4 * Width <= length; k += 4 * Width)
        {
            a = Fma.MultiplyAdd(Vector256.Load(one + k), Vector256.Load(other + k), a);
            b = Fma.MultiplyAdd(Vector256.Load(one + k + Width), Vector256.Load(other + k + Width), b);
            c = Fma.MultiplyAdd(Vector256.Load(one + k + 2 * Width), Vector256.Load(other + k + 2 * Width), c);
            d = Fma.MultiplyAdd(Vector256.Load(one + k + 3 * Width), Vector256.Load(other + k + 3 * Width), d);
        }

        for (; k < length; k += Width) a = Fma.MultiplyAdd(Vector256.Load(one + k), Vector256.Load(other + k), a);
        return Vector256.Sum(a + b + (c + d));
    }
}
