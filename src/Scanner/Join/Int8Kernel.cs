using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Scanner.Join;

/// <summary>
/// 4 × 24 products of int8 rows with AVX-VNNI (vpdpbusd): 12 accumulators, 3 right vectors and a broadcast, which are
/// all 16 registers of its encoding.
/// </summary>
internal static unsafe class Int8Kernel
{
    /// <summary>Left rows of a block.</summary>
    public const int LeftRows = 4;

    /// <summary>Whether a pair of the block may reach the threshold.</summary>
    /// <param name="left">4 rows of uint8, one behind the other.</param>
    /// <param name="right">A panel of int8.</param>
    /// <param name="groups">Groups of four components.</param>
    /// <param name="bounds">[4] of the left rows.</param>
    /// <param name="correction">[24] where the sums begin.</param>
    /// <param name="steps">[24] of the right rows.</param>
    /// <param name="errorSteps">[24] of the right rows.</param>
    /// <param name="block">Receives [4 × 24] sums where a pair may reach it.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool MayReach(
        byte* left, sbyte* right, int groups, Int8Bounds* bounds, int* correction, float* steps, float* errorSteps,
        int* block)
    {
        Vector256<int> s0 = Vector256.Load(correction), s1 = Vector256.Load(correction + 8);
        var s2 = Vector256.Load(correction + 16);
        Vector256<int> c00 = s0, c01 = s1, c02 = s2, c10 = s0, c11 = s1, c12 = s2;
        Vector256<int> c20 = s0, c21 = s1, c22 = s2, c30 = s0, c31 = s1, c32 = s2;
        int* first = (int*)left, second = first + groups, third = second + groups, fourth = third + groups;
        for (int group = 0; group < groups; group++, right += Int8Tile.Panel * Int8Tile.GroupDim)
        {
            Vector256<sbyte> b0 = Vector256.Load(right), b1 = Vector256.Load(right + 32);
            var b2 = Vector256.Load(right + 64);
            var a = Vector256.Create(first[group]).AsByte();
            c00 = AvxVnni.MultiplyWideningAndAdd(c00, a, b0);
            c01 = AvxVnni.MultiplyWideningAndAdd(c01, a, b1);
            c02 = AvxVnni.MultiplyWideningAndAdd(c02, a, b2);
            a = Vector256.Create(second[group]).AsByte();
            c10 = AvxVnni.MultiplyWideningAndAdd(c10, a, b0);
            c11 = AvxVnni.MultiplyWideningAndAdd(c11, a, b1);
            c12 = AvxVnni.MultiplyWideningAndAdd(c12, a, b2);
            a = Vector256.Create(third[group]).AsByte();
            c20 = AvxVnni.MultiplyWideningAndAdd(c20, a, b0);
            c21 = AvxVnni.MultiplyWideningAndAdd(c21, a, b1);
            c22 = AvxVnni.MultiplyWideningAndAdd(c22, a, b2);
            a = Vector256.Create(fourth[group]).AsByte();
            c30 = AvxVnni.MultiplyWideningAndAdd(c30, a, b0);
            c31 = AvxVnni.MultiplyWideningAndAdd(c31, a, b1);
            c32 = AvxVnni.MultiplyWideningAndAdd(c32, a, b2);
        }

        var reached = Reach(c00, c10, c20, c30, bounds, steps, errorSteps);
        reached |= Reach(c01, c11, c21, c31, bounds, steps + 8, errorSteps + 8);
        reached |= Reach(c02, c12, c22, c32, bounds, steps + 16, errorSteps + 16);
        if (reached == Vector256<float>.Zero) return false;

        Store(c00, c01, c02, block);
        Store(c10, c11, c12, block + Int8Tile.Panel);
        Store(c20, c21, c22, block + 2 * Int8Tile.Panel);
        Store(c30, c31, c32, block + 3 * Int8Tile.Panel);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<int> first, Vector256<int> second, Vector256<int> third, int* row)
    {
        first.Store(row);
        second.Store(row + 8);
        third.Store(row + 16);
    }

    // Eight right rows: all bits where a sum is at least reach × steps - slope × error steps.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Reach(
        Vector256<int> c0, Vector256<int> c1, Vector256<int> c2, Vector256<int> c3, Int8Bounds* bounds, float* steps,
        float* errorSteps)
    {
        Vector256<float> s = Vector256.Load(steps), e = Vector256.Load(errorSteps);
        return Reach(c0, bounds, s, e) | Reach(c1, bounds + 1, s, e)
            | Reach(c2, bounds + 2, s, e) | Reach(c3, bounds + 3, s, e);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Reach(
        Vector256<int> sums, Int8Bounds* bound, Vector256<float> s, Vector256<float> e) =>
        Vector256.GreaterThanOrEqual(
            Vector256.ConvertToSingle(sums), s * Vector256.Create(bound->Reach) - e * Vector256.Create(bound->Slope));
}
