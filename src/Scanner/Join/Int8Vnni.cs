using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Scanner.Join;

/// <summary>
/// AVX-VNNI: vpdpbusd multiplies unsigned with signed bytes and adds four products in one instruction.
/// </summary>
internal readonly unsafe struct Int8Vnni : IInt8Dot
{
    public static string Name => "int8";

    public static bool IsAvailable => AvxVnni.IsSupported && Fma.IsSupported;

    public static int Most => sbyte.MaxValue;

    public static Vector256<int> Begin(int* correction) => Vector256.Load(correction);

    public static int Begin(int correction) => correction;

    public static Vector256<byte> Left(int four) => Vector256.Create(four).AsByte();

    public static Vector256<byte> Left(Vector256<byte> bytes) => bytes;

    public static Vector256<int> Add(Vector256<int> sums, Vector256<byte> left, Vector256<sbyte> right) =>
        AvxVnni.MultiplyWideningAndAdd(sums, left, right);
}
