using Scanner.Join;

namespace Scanner.Tests.Join;

/// <summary>
/// Every instruction set's products of int8 rows are those of a loop: also the largest, which saturate first.
/// </summary>
public sealed unsafe class Int8KernelTests
{
    private const int Rows = 2 * Int8Image.Panel;

    [SkippableFact]
    public void Products_by_AvxVnni_are_exact() => Check<Int8Vnni>();

    [SkippableFact]
    public void Products_by_Avx2_are_exact() => Check<Int8Avx2>();

    [SkippableFact]
    public void Products_by_Arm_are_exact() => Check<Int8Arm>();

    private static void Check<TDot>() where TDot : struct, IInt8Dot
    {
        Skip.IfNot(TDot.IsAvailable, $"this machine's processor cannot run {TDot.Name}, or the test runs without SIMD");
        var random = new Random(1);

        // What every product reaches, so that every block is found.
        var reach = stackalloc Int8Reach[Rows];
        for (int row = 0; row < Rows; row++) reach[row] = new Int8Reach(float.MinValue, 0);
        var block = stackalloc int[Int8Kernel.LeftRows * Int8Image.Panel];
        foreach (int dim in (int[])[1, 2, 3, 4, 5, 7, 8, 9, 31, 32, 33, 384, 1 << 16])
        {
            var tile = new PackedTile(Int8Image.Bytes(Rows, dim));
            var image = new Int8Image((byte*)tile.Floats, Rows, dim);
            int bytes = image.RowBytes;
            var rows = Enumerable.Range(0, Rows).Select(row => Row(row, dim, bytes, TDot.Most, random)).ToArray();
            for (int row = 0; row < Rows; row++) image.Store(row, rows[row], step: 1, left: 0);

            for (int right = 0; right < Rows; right += Int8Image.Panel)
            {
                for (int left = 0; left < Rows; left += Int8Kernel.LeftRows)
                {
                    Assert.Equal(left, Int8Kernel.Seek<TDot>(image, left, Rows, image, right, reach, block));
                    for (int i = 0; i < Int8Kernel.LeftRows * Int8Image.Panel; i++)
                    {
                        var (one, other) = (rows[left + i / Int8Image.Panel], rows[right + i % Int8Image.Panel]);
                        Assert.Equal(Dot(one, other), block[i]);
                    }
                }
            }

            GC.KeepAlive(tile);
        }
    }

    [SkippableFact]
    public void A_block_is_passed_over_only_where_all_of_it_stays_below()
    {
        int checks = CheckSeek<Int8Vnni>() + CheckSeek<Int8Avx2>() + CheckSeek<Int8Arm>();
        Skip.If(checks == 0, "no int8 backend runs here");
    }

    // One row of the panel reaches what one left row asks, and no other does.
    private static int CheckSeek<TDot>() where TDot : struct, IInt8Dot
    {
        const int Dim = 40;
        if (!TDot.IsAvailable) return 0;

        var tile = new PackedTile(Int8Image.Bytes(Rows, Dim));
        var image = new Int8Image((byte*)tile.Floats, Rows, Dim);
        var (zeros, ones) = (new sbyte[Dim], new sbyte[Dim]);
        Array.Fill(ones, (sbyte)1);
        var reach = stackalloc Int8Reach[Rows];
        var block = stackalloc int[Int8Kernel.LeftRows * Int8Image.Panel];
        for (int row = 0; row < Rows; row++) reach[row] = new Int8Reach(Dim, -1);
        for (int row = 0; row < Rows; row++)
        {
            for (int other = 0; other < Rows; other++) image.Store(other, other == row ? ones : zeros, 1, left: 0);
            int panel = row / Int8Image.Panel * Int8Image.Panel;
            int found = row / Int8Kernel.LeftRows * Int8Kernel.LeftRows;
            Assert.Equal(found, Int8Kernel.Seek<TDot>(image, 0, Rows, image, panel, reach, block));
            Assert.Equal(Rows, Int8Kernel.Seek<TDot>(image, 0, Rows, image, Int8Image.Panel - panel, reach, block));

            // What the right row leaves out lowers what it must reach; a step that is larger raises it.
            image.Store(row, ones, step: 0.9f, left: 0);
            Assert.Equal(Rows, Int8Kernel.Seek<TDot>(image, 0, Rows, image, panel, reach, block));
            image.Store(row, ones, step: 0.9f, left: 4.1f);
            Assert.Equal(found, Int8Kernel.Seek<TDot>(image, 0, Rows, image, panel, reach, block));
        }

        GC.KeepAlive(tile);
        return 1;
    }

    // The largest of either sign, alone and mixed, and random ones.
    private static sbyte[] Row(int row, int dim, int bytes, int most, Random random)
    {
        var values = new sbyte[bytes];
        for (int k = 0; k < dim; k++)
        {
            values[k] = (sbyte)((row % 6) switch
            {
                0 => most,
                1 => -most,
                2 => k % 2 == 0 ? most : -most,
                3 => random.Next(2) == 0 ? most : -most,
                4 => k == row % dim ? most : 0,
                _ => random.Next(-most, most + 1),
            });
        }

        return values;
    }

    private static int Dot(sbyte[] one, sbyte[] other)
    {
        int sum = 0;
        for (int k = 0; k < one.Length; k++) sum += one[k] * other[k];
        return sum;
    }
}
