using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using FsCheck;
using FsCheck.Fluent;
using Scanner.Join.Hnsw;

namespace Scanner.Tests.Join.Hnsw;

/// <summary>The parts of the index against loops nobody can doubt.</summary>
public sealed unsafe class HnswPartsTests
{
    private static readonly Arbitrary<(int Dim, int Seed)> Rows =
        (from dim in Gen.Elements(1, 7, 31, 32, 33, 100, 256, 384)
         from seed in Gen.Choose(0, int.MaxValue)
         select (dim, seed)).ToArbitrary();

    [Theory]
    [InlineData(32)]
    [InlineData(96)]
    [InlineData(1 << 16)]
    public void Products_agree_with_the_reference_at_the_extremes(int dim)
    {
        var one = (sbyte*)NativeMemory.AlignedAlloc((nuint)dim, 64);
        var other = (byte*)NativeMemory.AlignedAlloc((nuint)dim * 4, 64);
        foreach (int least in (int[])[-127, 127])
        {
            var random = new Random(dim);
            for (int k = 0; k < dim; k++) one[k] = (sbyte)(least < 0 ? random.Next(-127, 128) : 127);
            for (int k = 0; k < 4 * dim; k++) other[k] = (byte)(least < 0 ? random.Next(1, 256) : 255);
            var expected = Int8Dot.Plain(one, other, other + dim, other + 2 * dim, other + 3 * dim, dim);
            Assert.NotEqual(default, expected);
            Assert.Equal(expected, Int8Dot.Four(one, other, other + dim, other + 2 * dim, other + 3 * dim, dim));
        }

        NativeMemory.AlignedFree(one);
        NativeMemory.AlignedFree(other);
    }

    [Fact]
    public void A_stored_row_is_off_by_no_more_than_its_rounding() =>
        Prop.ForAll(Rows, sample =>
        {
            var (dim, seed) = sample;
            var values = ClusteredRows.Make(2, dim, seed);
            float[] first = values[..dim], second = values[dim..];
            using var rows = new HnswRows(dim);
            rows.Grow(2);
            rows.Set(0, first);
            rows.Set(1, second);
            float step = MathF.Abs(TensorPrimitives.MaxMagnitude<float>(first)) / 127;
            float exact = TensorPrimitives.Dot<float>(first, second);
            float error = MathF.Abs(rows.Similarity(0, second, new float[dim]) - exact);
            Assert.True(error <= step / 508 * MathF.Sqrt(dim) + 1e-6f, $"off by {error} with steps of {step}");

            // A row that asks from the store is the row that asked with its own numbers.
            var (asked, stored) = (new sbyte[rows.Stride], new sbyte[rows.Stride]);
            fixed (sbyte* one = asked, other = stored)
                Assert.Equal(rows.Ask(first, one), rows.Ask(0, other));
            Assert.Equal(asked, stored);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_best_list_holds_what_sorting_would_and_removed_rows_beside_it() =>
        Prop.ForAll(Rows, sample =>
        {
            var random = new Random(sample.Seed);
            int held = 1 + random.Next(20), offered = random.Next(60);
            var list = new BestList { Nearby = random.Next(8) };
            var keys = Enumerable.Range(0, offered)
                .Select(row => list.Key(random.Next(-5, 6) / 5f, row, random.Next(4) == 0))
                .OrderBy(_ => random.Next()).ToArray();
            list.Clear(held);
            foreach (ulong key in keys)
            {
                list.Offer(key);
                if (random.Next(3) == 0 && list.Next(out int row)) Assert.InRange(row, 0, offered - 1);
            }

            var best = keys.Where(key => !BestList.IsRemoved(key)).OrderDescending().Take(held).ToArray();
            var found = list.Keys.ToArray().Where(key => !BestList.IsRemoved(key));
            Assert.Equal(best.Select(list.Row), found.Select(list.Row));
            Assert.Equal(list.Keys.ToArray().OrderDescending(), list.Keys.ToArray());

            // The removed ones before the last that counts are there, too.
            var removed = keys.Where(key => BestList.IsRemoved(key) && (best.Length < held || key > best[^1]));
            Assert.Subset(
                list.Keys.ToArray().Where(BestList.IsRemoved).Select(list.Row).ToHashSet(),
                removed.Select(list.Row).ToHashSet());
            while (list.Next(out _)) { }
            list.Reopen(held);
            Assert.Equal(list.Count > 0, list.Next(out int first));
            if (list.Count > 0) Assert.Equal(list.Row(list.Keys[0]), first);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(-1f)]
    [InlineData(-0.25f)]
    [InlineData(0f)]
    [InlineData(1f)]
    public void A_key_gives_back_what_it_was_made_of(float similarity)
    {
        var list = new BestList { Nearby = 99 };
        ulong key = list.Key(similarity, 123_456, isRemoved: true);
        Assert.Equal(similarity, BestList.Similarity(key));
        Assert.Equal((123_456, true), (list.Row(key), BestList.IsRemoved(key)));
    }

    [Fact]
    public void All_rows_compared_find_the_nearest()
    {
        const int Dim = 33, Count = 500, Top = 7;
        var values = ClusteredRows.Make(Count, Dim, seed: 1);
        using var index = new HnswIndex(Dim, new HnswOptions());
        index.Add(Scanner.Join.RowSource.Of(values, Dim), threads: 1);
        index.Remove(3);
        using var seeker = new ExactSeeker(index);
        for (int row = 0; row < Count; row++)
        {
            var own = values.AsSpan(row * Dim, Dim).ToArray();
            var expected = Enumerable.Range(0, Count).Where(other => other != 3)
                .Select(other => (double)TensorPrimitives.Dot<float>(own, values.AsSpan(other * Dim, Dim)))
                .OrderDescending().Take(Top);
            var found = seeker.Seek(own, Top).Keys.ToArray().Select(key => (double)BestList.Similarity(key));
            Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        }
    }
}
