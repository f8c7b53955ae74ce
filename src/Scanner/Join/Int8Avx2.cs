using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Scanner.Join;

/// <summary>
/// AVX2: vpmaddubsw multiplies unsigned with signed bytes and adds two products in an int16, which vpmaddwd by ones
/// widens and adds again.
/// </summary>
internal readonly unsafe struct Int8Avx2 : IInt8Dot, IInt8Lanes
{
    public static string Name => "int8avx2";

    public static bool IsAvailable => Avx2.IsSupported && Fma.IsSupported;

    // vpmaddubsw saturates: (79 + 128) × 79 × 2 = 32,706 is the most that an int16 holds.
    public static int Most => 79;

    public static int Panel => Int8Kernel.Panel;

    public static int Seek(
        in Int8Image left, int row, int end, in Int8Image right, int rightRow, int least, int* block, ref Int8Few few)
        => Int8Kernel.Seek<Int8Avx2>(left, row, end, right, rightRow, least, block, ref few);

    public static int Product(in Int8Image left, int leftRow, in Int8Image right, int rightRow) =>
        Int8Kernel.Product<Int8Avx2>(left, leftRow, right, rightRow);

    public static Vector256<int> Begin(int* correction) => Vector256.Load(correction);

    public static int Begin(int correction) => correction;

    public static Vector256<byte> Left(int four) => Vector256.Create(four).AsByte();

    public static Vector256<byte> Left(Vector256<byte> bytes) => bytes;

    public static Vector256<int> Add(Vector256<int> sums, Vector256<byte> left, Vector256<sbyte> right) =>
        sums + Avx2.MultiplyAddAdjacent(Avx2.MultiplyAddAdjacent(left, right), Vector256<short>.One);
}
