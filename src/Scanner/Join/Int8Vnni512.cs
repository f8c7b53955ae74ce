using System.Runtime.CompilerServices;
using Scanner.Join.Machine;

namespace Scanner.Join;

/// <summary>
/// AVX-512 VNNI: vpdpbusd on vectors of 512 bits, by <see cref="VnniCode"/>.
/// </summary>
internal readonly unsafe struct Int8Vnni512 : IInt8Dot
{
    public static string Name => "int8vnni512";

    public static bool IsAvailable => VnniCode.Seek is not null;

    public static int Most => sbyte.MaxValue;

    public static int Panel => Int8Wide.Panel;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Seek(
        in Int8Image left, int row, int end, in Int8Image right, int rightRow, int least, int* block, ref Int8Few few)
    {
        int* starts = stackalloc int[Panel];
        Int8Wide.Begin(right.Correction + rightRow, least, starts);
        var frame = new VnniFrame
        {
            Stride = left.LeftBytes,
            Panel = right.PanelOf(rightRow),
            RowBytes = left.RowBytes,
            Starts = starts,
            Block = block,
        };
        for (; row < end; row += Int8Kernel.LeftRows)
        {
            frame.Left = left.LeftOf(row);
            frame.Blocks = (end - row) / Int8Kernel.LeftRows;
            long rest = VnniCode.Seek(&frame);
            row = end - (int)rest * Int8Kernel.LeftRows;
            if (row < end && !Int8Wide.Take(block, row, least, ref few)) return row;
        }

        return end;
    }

    public static int Product(in Int8Image left, int leftRow, in Int8Image right, int rightRow) =>
        Int8Wide.Product(left, leftRow, right, rightRow);
}
