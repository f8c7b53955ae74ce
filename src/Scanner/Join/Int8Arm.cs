using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace Scanner.Join;

/// <summary>
/// ARM's dot product: sdot multiplies signed bytes and adds four products in one instruction. Vectors of 8 int32 are
/// two registers each: 24 accumulators, 6 of right rows and one of a left row are 31 of 32.
/// </summary>
internal readonly unsafe struct Int8Arm : IInt8Dot
{
    public static string Name => "int8arm";

    public static bool IsAvailable => Dp.IsSupported;

    public static int Most => sbyte.MaxValue;

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
