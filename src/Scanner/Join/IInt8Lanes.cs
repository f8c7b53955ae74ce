using System.Runtime.Intrinsics;

namespace Scanner.Join;

/// <summary>
/// How an instruction set multiplies groups of four bytes and adds their products to an int32, eight at a time; exact.
/// </summary>
internal unsafe interface IInt8Lanes
{
    /// <summary>Where the sums of eight right rows begin.</summary>
    /// <param name="correction">[8] minus 128 times the sum of a right row's int8.</param>
    static abstract Vector256<int> Begin(int* correction);

    /// <summary>Where the sum of one right row begins.</summary>
    static abstract int Begin(int correction);

    /// <summary>Four bytes of a left row, eight times over.</summary>
    /// <param name="four">int8 + 128 each.</param>
    static abstract Vector256<byte> Left(int four);

    /// <summary>Bytes of a left row.</summary>
    /// <param name="bytes">[32] int8 + 128 each.</param>
    static abstract Vector256<byte> Left(Vector256<byte> bytes);

    /// <summary>Adds the products of four components to the sums of eight right rows.</summary>
    /// <param name="sums">[8].</param>
    /// <param name="left">What <see cref="Left(int)"/> made of them.</param>
    /// <param name="right">[8 × 4] int8.</param>
    static abstract Vector256<int> Add(Vector256<int> sums, Vector256<byte> left, Vector256<sbyte> right);
}
