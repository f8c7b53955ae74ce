using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Scanner.Join;

/// <summary>
/// AVX-512 as all of its processors have it: the instructions of <see cref="Int8Avx2"/> on vectors of twice the length.
/// 12 accumulators, 3 right vectors, a broadcast, ones and what is between them, of 32 registers.
/// </summary>
internal readonly unsafe struct Int8Avx512 : IInt8Dot
{
    public static string Name => "int8avx512";

    public static bool IsAvailable => Avx512BW.IsSupported && Fma.IsSupported;

    public static int Most => Int8Avx2.Most;

    public static int Panel => Int8Wide.Panel;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Seek(
        in Int8Image left, int row, int end, in Int8Image right, int rightRow, int least, int* block, ref Int8Few few)
    {
        int groups = left.Groups;
        int stride = left.LeftBytes / Int8Image.GroupDim;
        int* starts = stackalloc int[Panel];
        Int8Wide.Begin(right.Correction + rightRow, least, starts);
        Vector512<int> s0 = Vector512.Load(starts), s1 = Vector512.Load(starts + 16), s2 = Vector512.Load(starts + 32);
        int* first = (int*)left.LeftOf(row);
        for (; row < end; row += Int8Kernel.LeftRows, first += Int8Kernel.LeftRows * stride)
        {
            Vector512<int> c00 = s0, c01 = s1, c02 = s2, c10 = s0, c11 = s1, c12 = s2;
            Vector512<int> c20 = s0, c21 = s1, c22 = s2, c30 = s0, c31 = s1, c32 = s2;
            int* second = first + stride, third = second + stride, fourth = third + stride;
            sbyte* panel = right.PanelOf(rightRow);
            for (int group = 0; group < groups; group++, panel += Panel * Int8Image.GroupDim)
            {
                Vector512<sbyte> b0 = Vector512.Load(panel), b1 = Vector512.Load(panel + 64);
                var b2 = Vector512.Load(panel + 128);
                var a = Vector512.Create(first[group]).AsByte();
                c00 = Add(c00, a, b0);
                c01 = Add(c01, a, b1);
                c02 = Add(c02, a, b2);
                a = Vector512.Create(second[group]).AsByte();
                c10 = Add(c10, a, b0);
                c11 = Add(c11, a, b1);
                c12 = Add(c12, a, b2);
                a = Vector512.Create(third[group]).AsByte();
                c20 = Add(c20, a, b0);
                c21 = Add(c21, a, b1);
                c22 = Add(c22, a, b2);
                a = Vector512.Create(fourth[group]).AsByte();
                c30 = Add(c30, a, b0);
                c31 = Add(c31, a, b1);
                c32 = Add(c32, a, b2);
            }

            var small = c00 & c01 & c02 & c10 & c11 & c12 & c20 & c21 & c22 & c30 & c31 & c32;
            if (small.ExtractMostSignificantBits() == ushort.MaxValue) continue;

            Store(c00, c01, c02, block);
            Store(c10, c11, c12, block + Panel);
            Store(c20, c21, c22, block + 2 * Panel);
            Store(c30, c31, c32, block + 3 * Panel);
            if (!Int8Wide.Take(block, row, least, ref few)) return row;
        }

        return end;
    }

    public static int Product(in Int8Image left, int leftRow, in Int8Image right, int rightRow) =>
        Int8Wide.Product(left, leftRow, right, rightRow);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Add(Vector512<int> sums, Vector512<byte> left, Vector512<sbyte> right) =>
        sums + Avx512BW.MultiplyAddAdjacent(Avx512BW.MultiplyAddAdjacent(left, right), Vector512<short>.One);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<int> first, Vector512<int> second, Vector512<int> third, int* row)
    {
        first.Store(row);
        second.Store(row + 16);
        third.Store(row + 32);
    }
}
