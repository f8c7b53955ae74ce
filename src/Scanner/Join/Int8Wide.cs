using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Scanner.Join;

/// <summary>What kernels of 512 bits have in common: blocks of 4 × 48 sums.</summary>
internal static unsafe class Int8Wide
{
    /// <summary>Right rows of a block: three vectors of 16 sums.</summary>
    public const int Panel = 48;

    /// <summary>Where the sums of a panel begin: less what they must reach, so that their sign tells.</summary>
    /// <param name="correction">[48] see <see cref="Int8Image.Correction"/>.</param>
    /// <param name="least">What a sum must reach.</param>
    /// <param name="starts">[48] receives them.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Begin(int* correction, int least, int* starts)
    {
        for (int at = 0; at < Panel; at += Vector512<int>.Count)
            (Vector512.Load(correction + at) - Vector512.Create(least)).Store(starts + at);
    }

    /// <summary>Hands the pairs of a block over where they are few; else makes its sums what they are.</summary>
    /// <param name="block">[4 × 48] sums, less what they must reach.</param>
    /// <param name="row">The first of its left rows.</param>
    /// <param name="least">What a sum must reach.</param>
    /// <param name="few">Receives the pairs.</param>
    /// <returns>True where they were few.</returns>
    public static bool Take(int* block, int row, int least, ref Int8Few few)
    {
        ulong a = Positive(block), b = Positive(block + Panel);
        ulong c = Positive(block + 2 * Panel), d = Positive(block + 3 * Panel);
        if (ulong.PopCount(a) + ulong.PopCount(b) + ulong.PopCount(c) + ulong.PopCount(d) <= (ulong)few.BlockMax)
        {
            few.Add(row * Panel, a);
            few.Add((row + 1) * Panel, b);
            few.Add((row + 2) * Panel, c);
            few.Add((row + 3) * Panel, d);
            return true;
        }

        for (int at = 0; at < Int8Kernel.LeftRows * Panel; at += Vector512<int>.Count)
            (Vector512.Load(block + at) + Vector512.Create(least)).Store(block + at);
        return false;
    }

    // A bit for each of 48 sums that is not negative.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Positive(int* sums) =>
        ~(Vector512.Load(sums).ExtractMostSignificantBits()
            | Vector512.Load(sums + 16).ExtractMostSignificantBits() << 16
            | Vector512.Load(sums + 32).ExtractMostSignificantBits() << 32) & ((1ul << Panel) - 1);

    /// <summary>See <see cref="IInt8Dot.Product"/>: of bytes widened to int16, whose products are exact.</summary>
    public static int Product(in Int8Image left, int leftRow, in Int8Image right, int rightRow)
    {
        byte* one = left.LeftOf(leftRow), other = right.LeftOf(rightRow);
        var sums = Vector512<int>.Zero;
        for (int k = 0; k < left.LeftBytes; k += Int8Image.Vector)
            sums += Avx512BW.MultiplyAddAdjacent(Widened(one + k), Widened(other + k));
        return Vector512.Sum(sums);
    }

    // Turning the first bit of each takes the 128 off.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Widened(byte* row) =>
        Avx512BW.ConvertToVector512Int16((Vector256.Load(row) ^ Vector256.Create((byte)0x80)).AsSByte());
}
