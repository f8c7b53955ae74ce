using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using static Scanner.Join.Machine.Register;

namespace Scanner.Join.Machine;

/// <summary>
/// The kernel of <see cref="Int8Vnni512"/> in machine code: .NET 10 has no intrinsics for AVX-512 VNNI, which
/// multiplies bytes at three times the rate of what it has.
/// </summary>
internal static unsafe class VnniCode
{
    // 12 accumulators, 3 right vectors, a broadcast; below, where sums begin. None of these outlives a call anywhere.
    private const int Sums = 16, Right = 28, Broadcast = 31, Start = 0, Small = 3;

    private const int Rows = Int8Kernel.LeftRows, Vectors = 3, VectorBytes = 64;

    // The processor's answer on leaf 7: bit 11 of ecx.
    private const int Leaf = 7, VnniBit = 1 << 11;

    private static readonly ExecutableMemory? Memory =
        IsOffered ? ExecutableMemory.Holding(Assemble()) : null;

    /// <summary>
    /// Seeks the next block of which a sum is not negative: takes a frame, gives the blocks that were left with the one
    /// that was found, 0 where none was. Null where processor or system refuse. A call takes microseconds, so that
    /// garbage collection may wait for it.
    /// </summary>
    public static readonly delegate* unmanaged[SuppressGCTransition]<VnniFrame*, long> Seek =
        (delegate* unmanaged[SuppressGCTransition]<VnniFrame*, long>)(Memory?.Address ?? 0);

    /// <summary>True where the processor has the instructions, and the system keeps their registers.</summary>
    private static bool IsOffered =>
        Avx512BW.IsSupported && Avx512DQ.IsSupported && (X86Base.CpuId(Leaf, 0).Ecx & VnniBit) != 0;

    private static byte[] Assemble()
    {
        var to = new Assembler();
        to.Mov(Rcx, Assembler.Argument);
        to.Mov(R8, Of(nameof(VnniFrame.Left)));
        to.Mov(R9, Of(nameof(VnniFrame.Stride)));
        to.Mov(R10, Of(nameof(VnniFrame.RowBytes)));
        to.Mov(Rax, Of(nameof(VnniFrame.Blocks)));
        to.Mov(Rdx, Of(nameof(VnniFrame.Starts)));
        for (int i = 0; i < Vectors; i++) to.VMovDqu32(Start + i, new Address(Rdx, i * VectorBytes));

        // r8 walks along the first of four left rows up to r10; the others are 1, 2 and 3 strides (r9, r11) from it.
        to.Lea(R10, new Address(R8, Index: R10));
        to.Lea(R11, new Address(R9, Index: R9, Scale: 2));
        Address[] left =
            [new(R8), new(R8, Index: R9), new(R8, Index: R9, Scale: 2), new(R8, Index: R11)];

        int block = to.Place;
        to.Mov(Rdx, Of(nameof(VnniFrame.Panel)));
        for (int i = 0; i < Rows * Vectors; i++) to.VMovDqa32(Sums + i, Start + i % Vectors);

        int group = to.Place;
        for (int i = 0; i < Vectors; i++) to.VMovDqu32(Right + i, new Address(Rdx, i * VectorBytes));
        for (int i = 0; i < Rows * Vectors; i++)
        {
            if (i % Vectors == 0) to.VPBroadcastD(Broadcast, left[i / Vectors]);
            to.VPDpBusd(Sums + i, Broadcast, Right + i % Vectors);
        }

        to.Lea(Rdx, new Address(Rdx, Vectors * VectorBytes));
        to.Lea(R8, new Address(R8, Int8Image.GroupDim));
        to.Cmp(R8, R10);
        to.JumpBelow(group);

        // The sign of what is too small is set.
        to.VPAndD(Small, Sums, Sums + 1);
        for (int i = 2; i < Rows * Vectors; i += 2) to.VPAnd3D(Small, Sums + i, Sums + i + 1);
        to.VPMovD2M1(Small);
        to.KOrTestW1();
        int found = to.JumpNoCarry();
        to.Lea(R8, new Address(R8, Index: R9, Scale: Rows));
        to.Sub(R8, Of(nameof(VnniFrame.RowBytes)));
        to.Lea(R10, new Address(R10, Index: R9, Scale: Rows));
        to.Dec(Rax);
        to.JumpNotZero(block);
        to.VZeroUpper();
        to.Ret();

        to.Land(found);
        to.Mov(Rdx, Of(nameof(VnniFrame.Block)));
        for (int i = 0; i < Rows * Vectors; i++) to.VMovDqu32(new Address(Rdx, i * VectorBytes), Sums + i);
        to.VZeroUpper();
        to.Ret();
        return to.ToArray();
    }

    private static Address Of(string field) => new(Rcx, (int)Marshal.OffsetOf<VnniFrame>(field));
}
