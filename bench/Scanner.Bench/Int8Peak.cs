using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Scanner.Join.Machine;

namespace Scanner.Bench;

/// <summary>What one core does in int8 when nothing but registers is touched: the ceiling of the int8 join.</summary>
internal static unsafe class Int8Peak
{
    private const int Chains = 12, Rounds = 1 << 20;

    /// <summary>
    /// 10^9 multiplications and additions a second, the best of five tries; 0 without AVX-VNNI and AVX-512 VNNI.
    /// </summary>
    public static double GigaopsPerSecond()
    {
        if (VnniCode.Seek is not null) return Best(WideLoop(), 2 * Vector512<byte>.Count);
        return AvxVnni.IsSupported ? Best(Loop, 2 * Vector256<byte>.Count) : 0;
    }

    private static double Best(Action loop, int operationsPerInstruction)
    {
        double best = 0;
        for (int i = 0; i < 5; i++)
        {
            long started = Stopwatch.GetTimestamp();
            loop();
            double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            best = Math.Max(best, (double)Rounds * Chains * operationsPerInstruction / seconds / 1e9);
        }

        return best;
    }

    // vpdpbusd on 512 bits.
    private static Action WideLoop()
    {
        var to = new Assembler();
        to.Mov(Register.Rax, Assembler.Argument);
        int loop = to.Place;
        for (int i = 0; i < Chains; i++) to.VPDpBusd(16 + i, 31, 30);
        to.Dec(Register.Rax);
        to.JumpNotZero(loop);
        to.VZeroUpper();
        to.Ret();
        var memory = ExecutableMemory.Holding(to.ToArray())
            ?? throw new InvalidOperationException("the system allows no more executable memory");
        return () => ((delegate* unmanaged<long, void>)memory.Address)(Rounds);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Loop()
    {
        Vector256<byte> one = Vector256.Create((byte)1);
        var other = Vector256.Create((sbyte)1);
        Vector256<int> a = default, b = default, c = default, d = default, e = default, f = default;
        Vector256<int> g = default, h = default, i = default, j = default, k = default, l = default;
        for (int rounds = Rounds; rounds > 0; rounds--)
        {
            a = AvxVnni.MultiplyWideningAndAdd(a, one, other);
            b = AvxVnni.MultiplyWideningAndAdd(b, one, other);
            c = AvxVnni.MultiplyWideningAndAdd(c, one, other);
            d = AvxVnni.MultiplyWideningAndAdd(d, one, other);
            e = AvxVnni.MultiplyWideningAndAdd(e, one, other);
            f = AvxVnni.MultiplyWideningAndAdd(f, one, other);
            g = AvxVnni.MultiplyWideningAndAdd(g, one, other);
            h = AvxVnni.MultiplyWideningAndAdd(h, one, other);
            i = AvxVnni.MultiplyWideningAndAdd(i, one, other);
            j = AvxVnni.MultiplyWideningAndAdd(j, one, other);
            k = AvxVnni.MultiplyWideningAndAdd(k, one, other);
            l = AvxVnni.MultiplyWideningAndAdd(l, one, other);
        }

        int sum = Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
        if (sum == 0) throw new InvalidOperationException("the loop was left out");
    }
}
