using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Scanner.Join;

/// <summary>
/// AVX-VNNI: vpdpbusd multiplies unsigned with signed bytes and adds four products in one instruction.
/// </summary>
internal readonly unsafe struct Int8Vnni : IInt8Dot, IInt8Lanes
{
    public static string Name => "int8";

    public static bool IsAvailable => AvxVnni.IsSupported && Fma.IsSupported;

    public static int Most => sbyte.MaxValue;

    public static int Panel => Int8Kernel.Panel;

    public static int Seek(
        in Int8Image left, int row, int end, in Int8Image right, int rightRow, int least, int* block, ref Int8Few few)
        => Int8Kernel.Seek<Int8Vnni>(left, row, end, right, rightRow, least, block, ref few);

    public static int Product(in Int8Image left, int leftRow, in Int8Image right, int rightRow) =>
        Int8Kernel.Product<Int8Vnni>(left, leftRow, right, rightRow);

    public static Vector256<int> Begin(int* correction) => Vector256.Load(correction);

    public static int Begin(int correction) => correction;

    public static Vector256<byte> Left(int four) => Vector256.Create(four).AsByte();

    public static Vector256<byte> Left(Vector256<byte> bytes) => bytes;

    public static Vector256<int> Add(Vector256<int> sums, Vector256<byte> left, Vector256<sbyte> right) =>
        AvxVnni.MultiplyWideningAndAdd(sums, left, right);
}
