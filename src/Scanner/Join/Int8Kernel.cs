using System.Numerics;
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

    /// <summary>Right rows of a block: three vectors of 8 sums.</summary>
    public const int Panel = 24;

    /// <summary>See <see cref="IInt8Dot.Seek"/>.</summary>
    /// <typeparam name="TDot">How bytes are multiplied.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Seek<TDot>(
        in Int8Image left, int row, int end, in Int8Image right, int rightRow, int least, int* block, ref Int8Few few)
        where TDot : struct, IInt8Lanes
    {
        int groups = left.Groups;
        int stride = left.LeftBytes / Int8Image.GroupDim;
        int* correction = right.Correction + rightRow, first = (int*)left.LeftOf(row);
        var lacking = Vector256.Create(-least);
        Vector256<int> s0 = TDot.Begin(correction) + lacking, s1 = TDot.Begin(correction + 8) + lacking;
        var s2 = TDot.Begin(correction + 16) + lacking;
        for (; row < end; row += LeftRows, first += LeftRows * stride)
        {
            Vector256<int> c00 = s0, c01 = s1, c02 = s2, c10 = s0, c11 = s1, c12 = s2;
            Vector256<int> c20 = s0, c21 = s1, c22 = s2, c30 = s0, c31 = s1, c32 = s2;
            int* second = first + stride, third = second + stride, fourth = third + stride;
            sbyte* panel = right.PanelOf(rightRow);
            for (int group = 0; group < groups; group++, panel += Panel * Int8Image.GroupDim)
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

            // The sign of what is too small is set.
            var small = c00 & c01 & c02 & c10 & c11 & c12 & c20 & c21 & c22 & c30 & c31 & c32;
            if (small.ExtractMostSignificantBits() == byte.MaxValue) continue;

            ulong upper = Positive(c00, c01, c02) | Positive(c10, c11, c12) << Panel;
            ulong lower = Positive(c20, c21, c22) | Positive(c30, c31, c32) << Panel;
            if (BitOperations.PopCount(upper) + BitOperations.PopCount(lower) <= few.BlockMax)
            {
                few.Add(row * Panel, upper);
                few.Add((row + LeftRows / 2) * Panel, lower);
                continue;
            }

            Store(c00 - lacking, c01 - lacking, c02 - lacking, block);
            Store(c10 - lacking, c11 - lacking, c12 - lacking, block + Panel);
            Store(c20 - lacking, c21 - lacking, c22 - lacking, block + 2 * Panel);
            Store(c30 - lacking, c31 - lacking, c32 - lacking, block + 3 * Panel);
            return row;
        }

        return end;
    }

    /// <summary>See <see cref="IInt8Dot.Product"/>.</summary>
    /// <typeparam name="TDot">How bytes are multiplied.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Product<TDot>(in Int8Image left, int leftRow, in Int8Image right, int rightRow)
        where TDot : struct, IInt8Lanes
    {
        byte* one = left.LeftOf(leftRow), other = right.LeftOf(rightRow);
        Vector256<int> even = default, odd = default;
        int k = 0;
        for (; k + 2 * Int8Image.Vector <= left.LeftBytes; k += 2 * Int8Image.Vector)
        {
            even = Add<TDot>(even, one + k, other + k);
            odd = Add<TDot>(odd, one + k + Int8Image.Vector, other + k + Int8Image.Vector);
        }

        if (k < left.LeftBytes) even = Add<TDot>(even, one + k, other + k);
        return TDot.Begin(right.Correction[rightRow]) + Vector256.Sum(even + odd);
    }

    // Turning the first bit of each makes a left row a right one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Add<TDot>(Vector256<int> sums, byte* one, byte* other)
        where TDot : struct, IInt8Lanes
    {
        var right = Vector256.Load(other) ^ Vector256.Create((byte)0x80);
        return TDot.Add(sums, TDot.Left(Vector256.Load(one)), right.AsSByte());
    }

    // A bit for each sum that is not negative.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Positive(Vector256<int> first, Vector256<int> second, Vector256<int> third) =>
        ~(first.ExtractMostSignificantBits() | second.ExtractMostSignificantBits() << 8
            | third.ExtractMostSignificantBits() << 16) & ((1u << Panel) - 1);

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
