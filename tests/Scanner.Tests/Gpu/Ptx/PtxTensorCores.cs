namespace Scanner.Tests.Gpu.Ptx;

using Work = (PtxScope Scope, Action<ReadOnlySpan<PtxThread>> Run);

/// <summary>
/// What warps and warpgroups do together on tensor cores; PTX ISA 8.x, "Warp Level Matrix Multiply-Accumulate" and
/// "Asynchronous Warpgroup Level Matrix Instructions".
/// </summary>
internal static class PtxTensorCores
{
    // Rows and columns of the products, and bytes of a row that a step takes: 16 float16 or 32 int8.
    private const int StepBytes = 32, FragmentColumns = 8, GroupRows = 64, GroupColumns = 256;

    /// <summary>Makes an instruction.</summary>
    public static Work Make(PtxCode code, string name, string[] operands) => name switch
    {
        "ldmatrix.sync.aligned.m8n8.x4.shared.b16" => (PtxScope.Warp, LoadMatrices(code, operands)),
        "mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32" => (PtxScope.Warp, Multiply(code, operands, isHalf: true)),
        "mma.sync.aligned.m16n8k32.row.col.s32.s8.s8.s32" => (PtxScope.Warp, Multiply(code, operands, isHalf: false)),
        "wgmma.mma_async.sync.aligned.m64n256k16.f32.f16.f16" =>
            (PtxScope.Warpgroup, Begin(code, operands, isHalf: true)),
        "wgmma.mma_async.sync.aligned.m64n256k32.s32.s8.s8" =>
            (PtxScope.Warpgroup, Begin(code, operands, isHalf: false)),
        "wgmma.fence.sync.aligned" => (PtxScope.Warpgroup, _ => { }),
        "wgmma.commit_group.sync.aligned" => (PtxScope.Warpgroup, threads => threads[0].Products.Commit()),
        "wgmma.wait_group.sync.aligned" => (PtxScope.Warpgroup, Wait(int.Parse(operands[0], null))),
        _ => throw new FormatException($"{name} is not known"),
    };

    private static Action<ReadOnlySpan<PtxThread>> Wait(int groups) => threads => threads[0].Products.Wait(groups);

    // Lane 8i + r tells where row r of matrix i is; lane l receives two components of row l / 4 of each.
    private static Action<ReadOnlySpan<PtxThread>> LoadMatrices(PtxCode code, string[] operands)
    {
        int[] to = code.Vector(operands[0]);
        var (register, offset) = code.Address(operands[1]);
        return warp =>
        {
            for (int lane = 0; lane < warp.Length; lane++)
            {
                for (int i = 0; i < to.Length; i++)
                {
                    long row = (long)warp[8 * i + lane / 4][register] + offset;
                    Assert.Equal(0, row % 16);
                    warp[lane][to[i]] = warp[lane].Memory.Shared<uint>(row + lane % 4 * 4);
                }
            }
        };
    }

    private static Action<ReadOnlySpan<PtxThread>> Multiply(PtxCode code, string[] operands, bool isHalf)
    {
        int[] to = code.Vector(operands[0]), a = code.Vector(operands[1]), b = code.Vector(operands[2]);
        int[] before = code.Vector(operands[3]);
        return warp =>
        {
            // Rows of both sides as bytes: register i of lane l holds 4 bytes of row l / 4, 8 rows on where i is odd
            // (left side only), 16 bytes on from half of the registers.
            Span<byte> left = stackalloc byte[16 * StepBytes], right = stackalloc byte[FragmentColumns * StepBytes];
            for (int lane = 0; lane < warp.Length; lane++)
            {
                int row = lane / 4, place = lane % 4 * 4;
                for (int i = 0; i < 4; i++)
                {
                    var target = left[((row + i % 2 * 8) * StepBytes + i / 2 * 16 + place)..];
                    BitConverter.TryWriteBytes(target, (uint)warp[lane][a[i]]);
                }

                for (int i = 0; i < 2; i++)
                    BitConverter.TryWriteBytes(right[(row * StepBytes + i * 16 + place)..], (uint)warp[lane][b[i]]);
            }

            for (int lane = 0; lane < warp.Length; lane++)
            {
                for (int i = 0; i < 4; i++)
                {
                    var one = left.Slice((lane / 4 + i / 2 * 8) * StepBytes, StepBytes);
                    var other = right.Slice((lane % 4 * 2 + i % 2) * StepBytes, StepBytes);
                    Add(warp[lane], to[i], before[i], one, other, isHalf);
                }
            }
        };
    }

    private static Action<ReadOnlySpan<PtxThread>> Begin(PtxCode code, string[] operands, bool isHalf)
    {
        int[] to = code.Vector(operands[0]);
        int a = code.Register(operands[1]), b = code.Register(operands[2]), isAdding = code.Register(operands[3]);
        int zero = code.Register("0");
        Assert.Equal(isHalf ? ["1", "1", "0", "0"] : [], operands[4..]);
        return threads =>
        {
            var group = threads.ToArray();
            ulong left = group[0][a], right = group[0][b];
            bool isFirst = group[0][isAdding] == 0;
            void Do()
            {
                byte[] one = Rows(group[0].Memory, left, GroupRows), other = Rows(group[0].Memory, right, GroupColumns);
                for (int thread = 0; thread < group.Length; thread++)
                {
                    for (int i = 0; i < to.Length; i++)
                    {
                        int row = thread / 32 * 16 + thread % 32 / 4 + i / 2 % 2 * 8;
                        int column = i / 4 * 8 + thread % 4 * 2 + i % 2;
                        Add(
                            group[thread], to[i], isFirst ? zero : to[i], one.AsSpan(row * StepBytes, StepBytes),
                            other.AsSpan(column * StepBytes, StepBytes), isHalf);
                    }
                }
            }

            if (group[0].Memory.Timing.AreProductsLate) group[0].Products.Add(Do);
            else Do();
        };
    }

    // The rows that a descriptor names: bits 0 to 13 the address and 32 to 45 the bytes from eight rows to the next
    // eight, in units of 16; bits 62 and 63 the swizzle, which of 128 bytes takes bits 7 to 9 of an address to 4 to 6.
    private static byte[] Rows(PtxMemory memory, ulong descriptor, int count)
    {
        Assert.Equal(1u, descriptor >> 62);
        long first = (long)(descriptor & 0x3FFF) << 4, stride = (long)(descriptor >> 32 & 0x3FFF) << 4;
        var rows = new byte[count * StepBytes];
        for (int row = 0; row < count; row++)
        {
            for (int i = 0; i < StepBytes; i++)
            {
                long address = first + row / 8 * stride + row % 8 * 128 + i;
                rows[row * StepBytes + i] = memory.Shared<byte>(address ^ (address >> 7 & 7) << 4);
            }
        }

        return rows;
    }

    private static void Add(
        PtxThread thread, int to, int before, ReadOnlySpan<byte> one, ReadOnlySpan<byte> other, bool isHalf)
    {
        if (isHalf)
        {
            float sum = thread.Single(before);
            for (int i = 0; i < StepBytes; i += 2)
                sum += (float)BitConverter.ToHalf(one[i..]) * (float)BitConverter.ToHalf(other[i..]);
            thread.Set(to, sum);
        }
        else
        {
            int sum = (int)thread[before];
            for (int i = 0; i < StepBytes; i++) sum += (sbyte)one[i] * (sbyte)other[i];
            thread[to] = (uint)sum;
        }
    }
}
