using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Scanner.Bench;

/// <summary>What one core does in int8 when nothing but registers is touched: the ceiling of the int8 join.</summary>
internal static class Int8Peak
{
    // vpdpbusd multiplies and adds 32 pairs of bytes.
    private const int OperationsPerInstruction = 64;

    private const int Chains = 12, Rounds = 1 << 20;

    /// <summary>10^9 multiplications and additions a second, the best of five tries; 0 without AVX-VNNI.</summary>
    public static double GigaopsPerSecond()
    {
        if (!AvxVnni.IsSupported) return 0;

        double best = 0;
        for (int i = 0; i < 5; i++)
        {
            long started = Stopwatch.GetTimestamp();
            int sum = Loop(Rounds);
            double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            if (sum == 0) throw new InvalidOperationException("the loop was left out");
            best = Math.Max(best, (double)Rounds * Chains * OperationsPerInstruction / seconds / 1e9);
        }

        return best;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Loop(int rounds)
    {
        Vector256<byte> one = Vector256.Create((byte)1);
        var other = Vector256.Create((sbyte)1);
        Vector256<int> a = default, b = default, c = default, d = default, e = default, f = default;
        Vector256<int> g = default, h = default, i = default, j = default, k = default, l = default;
        for (; rounds > 0; rounds--)
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

        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }
}
