using Scanner.Join;

namespace Scanner.Tests.Join;

/// <summary>
/// Every instruction set's products of int8 rows are those of a loop: also the largest, which saturate first.
/// </summary>
public sealed unsafe class Int8KernelTests
{
    private const int Rows = 96;

    // What every product reaches, so that every block is found.
    private const int Least = -1 << 30;

    [SkippableFact]
    public void Products_by_AvxVnni_are_exact() => Check<Int8Vnni>();

    [SkippableFact]
    public void Products_by_Avx2_are_exact() => Check<Int8Avx2>();

    [SkippableFact]
    public void Products_by_Avx512Vnni_are_exact() => Check<Int8Vnni512>();

    [SkippableFact]
    public void Products_by_Avx512_are_exact() => Check<Int8Avx512>();

    [SkippableFact]
    public void Products_by_Arm_are_exact() => Check<Int8Arm>();

    private static void Check<TDot>() where TDot : struct, IInt8Dot
    {
        Skip.IfNot(TDot.IsAvailable, $"this machine's processor cannot run {TDot.Name}, or the test runs without SIMD");
        var random = new Random(1);

        Int8Few none = default;
        var block = stackalloc int[Int8Kernel.LeftRows * TDot.Panel];
        foreach (int dim in (int[])[1, 2, 3, 4, 5, 7, 8, 9, 31, 32, 33, 384, 1 << 16])
        {
            var tile = new PackedTile(Int8Image.Bytes(Rows, dim));
            var image = new Int8Image((byte*)tile.Floats, Rows, dim, TDot.Panel);
            int bytes = image.RowBytes;
            var rows = Enumerable.Range(0, Rows).Select(row => Row(row, dim, bytes, TDot.Most, random)).ToArray();
            for (int row = 0; row < Rows; row++) image.Store(row, rows[row], step: 1, left: 0);

            for (int right = 0; right < Rows; right += TDot.Panel)
            {
                for (int left = 0; left < Rows; left += Int8Kernel.LeftRows)
                {
                    Assert.Equal(left, TDot.Seek(image, left, Rows, image, right, Least, block, ref none));
                    for (int i = 0; i < Int8Kernel.LeftRows * TDot.Panel; i++)
                    {
                        var (one, other) = (rows[left + i / TDot.Panel], rows[right + i % TDot.Panel]);
                        Assert.Equal(Dot(one, other), block[i]);
                        Assert.Equal(block[i], TDot.Product(
                            image, left + i / TDot.Panel, image, right + i % TDot.Panel));
                    }
                }
            }

            GC.KeepAlive(tile);
        }
    }

    [SkippableFact]
    public void A_block_is_passed_over_only_where_all_of_it_stays_below()
    {
        int checks = CheckSeek<Int8Vnni512>() + CheckSeek<Int8Vnni>() + CheckSeek<Int8Arm>() + CheckSeek<Int8Avx512>()
            + CheckSeek<Int8Avx2>();
        Skip.If(checks == 0, "no int8 backend runs here");
    }

    // Some products reach a number: blocks of many are found, and the pairs of the others are handed over.
    private static int CheckSeek<TDot>() where TDot : struct, IInt8Dot
    {
        const int Dim = 40, FewMax = 5;
        int all = Int8Kernel.LeftRows * TDot.Panel;
        if (!TDot.IsAvailable) return 0;

        var tile = new PackedTile(Int8Image.Bytes(Rows, Dim));
        var image = new Int8Image((byte*)tile.Floats, Rows, Dim, TDot.Panel);
        var random = new Random(2);
        var rows = Enumerable.Range(0, Rows).Select(row => Row(5, Dim, image.RowBytes, TDot.Most, random)).ToArray();
        for (int row = 0; row < Rows; row++) image.Store(row, rows[row], 1, left: 0);
        var block = stackalloc int[all];
        int* places = stackalloc int[Rows * FewMax];
        int many = 0, single = 0;
        int[] products = [.. rows.SelectMany(one => rows.Select(other => Dot(one, other))).Order()];
        foreach (double part in (double[])[0, 0.5, 0.9, 0.95, 0.97, 0.99, 1])
        {
            int least = products[(int)((products.Length - 1) * part)];
            for (int panel = 0; panel < Rows; panel += TDot.Panel)
            {
                List<int> expectedFew = [], expectedMany = [], found = [];
                for (int left = 0; left < Rows; left += Int8Kernel.LeftRows)
                {
                    int[] reaching = [.. Enumerable.Range(left * TDot.Panel, all).Where(place =>
                        Dot(rows[place / TDot.Panel], rows[panel + place % TDot.Panel]) >= least)];
                    if (reaching.Length > FewMax) expectedMany.Add(left);
                    else expectedFew.AddRange(reaching);
                }

                var few = new Int8Few(places, FewMax);
                for (int row = 0; row < Rows; row += Int8Kernel.LeftRows)
                {
                    row = TDot.Seek(image, row, Rows, image, panel, least, block, ref few);
                    if (row < Rows) found.Add(row);
                }

                Assert.Equal(expectedMany, found);
                Assert.Equal(expectedFew, Enumerable.Range(0, few.Count).Select(i => places[i]));
                many += expectedMany.Count;
                single += expectedFew.Count;
            }
        }

        Assert.True(many > 20 && single > 20, $"{many} blocks of many, {single} single pairs");
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
