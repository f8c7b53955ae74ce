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
    /// <param name="left">The left side.</param>
    /// <param name="leftRow">The first of 4 rows of it.</param>
    /// <param name="right">The right side, of rows of the same length.</param>
    /// <param name="rightRow">The first row of a panel of it.</param>
    /// <param name="reach">[4] of the left rows.</param>
    /// <param name="block">Receives [4 × 24] sums where a pair may reach it.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool MayReach(
        in Int8Image left, int leftRow, in Int8Image right, int rightRow, Int8Reach* reach, int* block)
    {
        int groups = left.Groups;
        int* correction = right.Correction + rightRow;
        sbyte* panel = right.PanelOf(rightRow);
        Vector256<int> s0 = Vector256.Load(correction), s1 = Vector256.Load(correction + 8);
        var s2 = Vector256.Load(correction + 16);
        Vector256<int> c00 = s0, c01 = s1, c02 = s2, c10 = s0, c11 = s1, c12 = s2;
        Vector256<int> c20 = s0, c21 = s1, c22 = s2, c30 = s0, c31 = s1, c32 = s2;
        int* first = (int*)left.LeftOf(leftRow), second = first + groups;
        int* third = second + groups, fourth = third + groups;
        for (int group = 0; group < groups; group++, panel += Int8Image.Panel * Int8Image.GroupDim)
        {
            Vector256<sbyte> b0 = Vector256.Load(panel), b1 = Vector256.Load(panel + 32);
            var b2 = Vector256.Load(panel + 64);
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

        float* steps = right.Steps + rightRow, errorSteps = right.ErrorSteps + rightRow;
        var reached = Reach(c00, c10, c20, c30, reach, steps, errorSteps);
        reached |= Reach(c01, c11, c21, c31, reach, steps + 8, errorSteps + 8);
        reached |= Reach(c02, c12, c22, c32, reach, steps + 16, errorSteps + 16);
        if (reached == Vector256<float>.Zero) return false;

        Store(c00, c01, c02, block);
        Store(c10, c11, c12, block + Int8Image.Panel);
        Store(c20, c21, c22, block + 2 * Int8Image.Panel);
        Store(c30, c31, c32, block + 3 * Int8Image.Panel);
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
        Vector256<int> c0, Vector256<int> c1, Vector256<int> c2, Vector256<int> c3, Int8Reach* reach, float* steps,
        float* errorSteps)
    {
        Vector256<float> s = Vector256.Load(steps), e = Vector256.Load(errorSteps);
        return Reach(c0, reach, s, e) | Reach(c1, reach + 1, s, e)
            | Reach(c2, reach + 2, s, e) | Reach(c3, reach + 3, s, e);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Reach(
        Vector256<int> sums, Int8Reach* reach, Vector256<float> s, Vector256<float> e) =>
        Vector256.GreaterThanOrEqual(
            Vector256.ConvertToSingle(sums), s * Vector256.Create(reach->Reach) - e * Vector256.Create(reach->Slope));
}
