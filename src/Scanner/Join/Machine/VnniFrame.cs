using System.Runtime.InteropServices;

namespace Scanner.Join.Machine;

/// <summary>What <see cref="VnniCode"/> is called with, eight bytes each.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct VnniFrame
{
    /// <summary>The first left row, int8 + 128.</summary>
    public byte* Left;

    /// <summary>Bytes from one left row to the next.</summary>
    public long Stride;

    /// <summary>The right rows: [groups × 48 × 4] int8.</summary>
    public sbyte* Panel;

    /// <summary>Bytes of a row: 4 for each group, at least 4.</summary>
    public long RowBytes;

    /// <summary>Blocks of 4 left rows, at least 1.</summary>
    public long Blocks;

    /// <summary>[48] where sums begin.</summary>
    public int* Starts;

    /// <summary>[4 × 48] receives the sums of the block that was found.</summary>
    public int* Block;
}
