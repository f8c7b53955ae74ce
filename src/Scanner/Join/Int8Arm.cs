using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace Scanner.Join;

/// <summary>
/// ARM's dot product: sdot multiplies signed bytes and adds four products in one instruction. Vectors of 8 int32 are
/// two registers each: 24 accumulators, 6 of right rows and one of a left row are 31 of 32.
/// </summary>
internal readonly unsafe struct Int8Arm : IInt8Dot, IInt8Lanes
{
    public static string Name => "int8arm";

    public static bool IsAvailable => Dp.IsSupported;

    public static int Most => sbyte.MaxValue;

    public static int Panel => Int8Kernel.Panel;

    public static int Seek(
        in Int8Image left, int row, int end, in Int8Image right, int rightRow, int least, int* block, ref Int8Few few)
        => Int8Kernel.Seek<Int8Arm>(left, row, end, right, rightRow, least, block, ref few);

    public static int Product(in Int8Image left, int leftRow, in Int8Image right, int rightRow) =>
        Int8Kernel.Product<Int8Arm>(left, leftRow, right, rightRow);

    public static Vector256<int> Begin(int* correction) => Vector256<int>.Zero;

    public static int Begin(int correction) => 0;

    // Turning the first bit of each takes the 128 off.
    public static Vector256<byte> Left(int four) => Vector256.Create(four ^ unchecked((int)0x80808080)).AsByte();

    public static Vector256<byte> Left(Vector256<byte> bytes) => bytes ^ Vector256.Create((byte)0x80);

    public static Vector256<int> Add(Vector256<int> sums, Vector256<byte> left, Vector256<sbyte> right) =>
        Vector256.Create(
            Dp.DotProduct(sums.GetLower(), left.GetLower().AsSByte(), right.GetLower()),
            Dp.DotProduct(sums.GetUpper(), left.GetUpper().AsSByte(), right.GetUpper()));
}
