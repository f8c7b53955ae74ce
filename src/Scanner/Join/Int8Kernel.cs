using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Scanner.Join;

/// <summary>
/// 4 × 24 products of int8 rows: 12 accumulators, 3 right vectors and a broadcast, which are all 16 registers of AVX2
/// and AVX-VNNI. Vectors of 8 int32 stand for two registers on ARM.
/// </summary>
internal static unsafe class Int8Kernel
{
    /// <summary>Left rows of a block.</summary>
    public const int LeftRows = 4;

    /// <summary>Looks for the next block of a panel of which a pair may reach the threshold.</summary>
    /// <typeparam name="TDot">How bytes are multiplied.</typeparam>
    /// <param name="left">The left side.</param>
    /// <param name="row">The first of 4 rows of it, where to begin.</param>
    /// <param name="end">Where to end, a multiple of 4 rows behind.</param>
    /// <param name="right">The right side, of rows of the same length.</param>
    /// <param name="rightRow">The first row of the panel.</param>
    /// <param name="reach">[left rows] what each contributes to the bound.</param>
    /// <param name="block">Receives [4 × 24] sums of the block that was found.</param>
    /// <returns>The first of its left rows; <paramref name="end"/> where there is none.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Seek<TDot>(
        in Int8Image left, int row, int end, in Int8Image right, int rightRow, Int8Reach* reach, int* block)
        where TDot : struct, IInt8Dot
    {
        int groups = left.Groups;
        int* correction = right.Correction + rightRow, first = (int*)left.LeftOf(row);
        float* steps = right.Steps + rightRow, errorSteps = right.ErrorSteps + rightRow;
        for (; row < end; row += LeftRows, first += LeftRows * groups)
        {
            Vector256<int> s0 = TDot.Begin(correction), s1 = TDot.Begin(correction + 8);
            var s2 = TDot.Begin(correction + 16);
            Vector256<int> c00 = s0, c01 = s1, c02 = s2, c10 = s0, c11 = s1, c12 = s2;
            Vector256<int> c20 = s0, c21 = s1, c22 = s2, c30 = s0, c31 = s1, c32 = s2;
            int* second = first + groups, third = second + groups, fourth = third + groups;
            sbyte* panel = right.PanelOf(rightRow);
            for (int group = 0; group < groups; group++, panel += Int8Image.Panel * Int8Image.GroupDim)
            {
                Vector256<sbyte> b0 = Vector256.Load(panel), b1 = Vector256.Load(panel + 32);
                var b2 = Vector256.Load(panel + 64);
                var a = TDot.Left(first[group]);
                c00 = TDot.Add(c00, a, b0);
                c01 = TDot.Add(c01, a, b1);
                c02 = TDot.Add(c02, a, b2);
                a = TDot.Left(second[group]);
                c10 = TDot.Add(c10, a, b0);
                c11 = TDot.Add(c11, a, b1);
                c12 = TDot.Add(c12, a, b2);
                a = TDot.Left(third[group]);
                c20 = TDot.Add(c20, a, b0);
                c21 = TDot.Add(c21, a, b1);
                c22 = TDot.Add(c22, a, b2);
                a = TDot.Left(fourth[group]);
                c30 = TDot.Add(c30, a, b0);
                c31 = TDot.Add(c31, a, b1);
                c32 = TDot.Add(c32, a, b2);
            }

            // One row after the other, so that no comparison waits in memory.
            var reached = Reach(c00, reach + row, steps, errorSteps);
            reached |= Reach(c01, reach + row, steps + 8, errorSteps + 8);
            reached |= Reach(c02, reach + row, steps + 16, errorSteps + 16);
            reached |= Reach(c10, reach + row + 1, steps, errorSteps);
            reached |= Reach(c11, reach + row + 1, steps + 8, errorSteps + 8);
            reached |= Reach(c12, reach + row + 1, steps + 16, errorSteps + 16);
            reached |= Reach(c20, reach + row + 2, steps, errorSteps);
            reached |= Reach(c21, reach + row + 2, steps + 8, errorSteps + 8);
            reached |= Reach(c22, reach + row + 2, steps + 16, errorSteps + 16);
            reached |= Reach(c30, reach + row + 3, steps, errorSteps);
            reached |= Reach(c31, reach + row + 3, steps + 8, errorSteps + 8);
            reached |= Reach(c32, reach + row + 3, steps + 16, errorSteps + 16);
            if (reached == Vector256<float>.Zero) continue;

            Store(c00, c01, c02, block);
            Store(c10, c11, c12, block + Int8Image.Panel);
            Store(c20, c21, c22, block + 2 * Int8Image.Panel);
            Store(c30, c31, c32, block + 3 * Int8Image.Panel);
            return row;
        }

        return end;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<int> first, Vector256<int> second, Vector256<int> third, int* row)
    {
        first.Store(row);
        second.Store(row + 8);
        third.Store(row + 16);
    }

    /// <summary>
    /// The bound on eight right rows: all bits where a sum is at least reach × steps + slope × error steps.
    /// </summary>
    /// <param name="sums">[8] products with the left row.</param>
    /// <param name="reach">What the left row contributes.</param>
    /// <param name="steps">[8], see <see cref="Int8Image.Steps"/>.</param>
    /// <param name="errorSteps">[8], see <see cref="Int8Image.ErrorSteps"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Reach(Vector256<int> sums, Int8Reach* reach, float* steps, float* errorSteps)
    {
        var off = Vector256.Load(errorSteps) * Vector256.Create(reach->Slope);
        return Vector256.GreaterThanOrEqual(
            Vector256.ConvertToSingle(sums),
            Vector256.FusedMultiplyAdd(Vector256.Load(steps), Vector256.Create(reach->Reach), off));
    }
}
