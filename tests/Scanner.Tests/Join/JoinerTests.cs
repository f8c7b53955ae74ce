using FsCheck;
using FsCheck.Fluent;
using Scanner.Join;
using Scanner.Runs;

namespace Scanner.Tests.Join;

public sealed class JoinerTests
{
    private static readonly Arbitrary<JoinCase> Cases = JoinCase.UpTo(rowsMax: 90, tileMax: 40);

    [Fact]
    public void Counts_components_and_capped_pairs_are_the_naive_ones() =>
        Prop.ForAll(Cases, sample =>
        {
            var (rows, seed, cap, tile, quarter) = sample;
            int dim = seed % 2 == 0 ? 9 : 17;
            var values = ExactRows.Make(rows, dim, seed);
            var settings = SmallTiles(quarter / 4f, cap, tile);
            var result = Joiner.SelfJoin(RowSource.Of(values, dim), settings);

            NaiveJoin.AssertIs(result, values, dim, settings);
            Assert.Equal(
                result.Components.GroupBy(label => label).Count(component => component.Count() > 1),
                result.CountComponents());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void New_rows_against_history_are_the_naive_ones() =>
        Prop.ForAll(Cases, sample =>
        {
            var (rows, seed, cap, tile, quarter) = sample;
            const int Dim = 9;
            var all = ExactRows.Make(rows + 40, Dim, seed);
            var (fresh, history) = (all[..(rows * Dim)], all[(rows * Dim)..]);
            var settings = SmallTiles(quarter / 4f, cap, tile);
            var result = Joiner.JoinHistory(RowSource.Of(fresh, Dim), RowSource.Of(history, Dim), settings);

            var pairs = NaiveJoin.Pairs(fresh, history, Dim, settings.Threshold);
            Assert.Equal(pairs.Count, result.PairCount);
            var counts = Enumerable.Range(0, rows).Select(row => pairs.Count(pair => pair.Left == row));
            Assert.Equal(counts, result.Neighbors);
            Assert.Equal(
                pairs.GroupBy(pair => pair.Left)
                    .SelectMany(
                        list => list.OrderByDescending(pair => pair.Similarity).ThenBy(pair => pair.Right).Take(cap))
                    .OrderBy(pair => pair.Left).ThenBy(pair => pair.Right),
                result.Pairs);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Threads_tiles_and_bands_change_nothing()
    {
        const int Dim = 17;
        var rows = RowSource.Of(ExactRows.Make(400, Dim, seed: 1), Dim);
        var settings = new JoinSettings(0.5f) { Cap = 5 };
        var expected = Joiner.SelfJoin(rows, settings with { Threads = 1 });
        Assert.True(expected.Pairs.Length < expected.PairCount, "the cap must leave pairs out");

        foreach (int threads in (int[])[1, 2, 3, 8])
        {
            foreach (int? tile in (int?[])[7, 64, null])
            {
                var other = settings with { Threads = threads, TileRows = tile, PackedBytesMax = tile * 4096 ?? 1 };
                var found = Joiner.SelfJoin(rows, other);
                Assert.Equal(expected.Neighbors, found.Neighbors);
                Assert.Equal(expected.Components, found.Components);
                Assert.Equal(expected.Pairs, found.Pairs);
            }
        }
    }

    [Fact]
    public void Equal_rows_keep_the_lowest_neighbours_and_count_all()
    {
        const int Rows = 300, Dim = 4, Cap = 3;
        var values = Enumerable.Repeat(0.5f, Rows * Dim).ToArray();
        var settings = new JoinSettings(1) { Cap = Cap, TileRows = 7, Threads = 3 };
        var result = Joiner.SelfJoin(RowSource.Of(values, Dim), settings);

        NaiveJoin.AssertIsOfEqualRows(result, Rows, Cap);
    }

    [Fact]
    public void All_pairs_are_kept_on_request()
    {
        const int Dim = 9;
        var values = ExactRows.Make(200, Dim, seed: 3);
        var settings = new JoinSettings(0.5f) { Cap = 1, KeepAllPairs = true, TileRows = 16 };
        var expected = NaiveJoin.Pairs(values, Dim, 0.5f);
        Assert.NotEmpty(expected);
        Assert.Equal(expected, Joiner.SelfJoin(RowSource.Of(values, Dim), settings).Pairs);
    }

    [Fact]
    public void Keeping_too_many_pairs_names_the_options_to_change()
    {
        // 5 equal rows have 10 pairs.
        var values = Enumerable.Repeat(1f, 5).ToArray();
        var settings = new JoinSettings(1) { KeepAllPairs = true, PairsKeptMax = 10 };
        Assert.Equal(10, Joiner.SelfJoin(RowSource.Of(values, 1), settings).Pairs.Length);

        settings = settings with { PairsKeptMax = 9 };
        var error = Refused(RowSource.Of(values, 1), settings);
        Assert.Contains("--threshold", error.Message, StringComparison.Ordinal);
        Assert.Contains("--keep-all-pairs", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Zero_rows_are_similar_to_nothing()
    {
        float[] values = [0, 0, 1, 0, 0, 0, 1, 0];
        var result = Joiner.SelfJoin(RowSource.Of(values, 2), new JoinSettings(1e-6f));
        Assert.Equal([new SimilarPair(1, 3, 1)], result.Pairs);
        Assert.Equal([0, 1, 0, 1], result.Neighbors);
        Assert.Equal([0, 1, 2, 1], result.Components);
    }

    [Theory]
    [InlineData(float.NaN, "NaN or infinity")]
    [InlineData(float.PositiveInfinity, "NaN or infinity")]
    [InlineData(1.02f, "length 1.02")]
    [InlineData(0.5f, "length 0.5")]
    public void A_row_that_is_not_of_unit_length_is_named(float value, string found)
    {
        var values = Enumerable.Range(0, 3000).SelectMany(row => new[] { row == 2345 ? value : 1, 0 }).ToArray();
        var error = Refused(RowSource.Of(values, 2), new JoinSettings(0.9f));
        Assert.Contains("row 2345", error.Message, StringComparison.Ordinal);
        Assert.Contains(found, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(-0.5f)]
    [InlineData(1.01f)]
    [InlineData(float.NaN)]
    public void A_threshold_outside_its_range_is_refused(float threshold)
    {
        var error = Refused(RowSource.Of([1], 1), new JoinSettings(threshold));
        Assert.StartsWith("--threshold", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cap_outside_its_range_is_refused()
    {
        var error = Refused(RowSource.Of([1], 1), new JoinSettings(1) { Cap = 0 });
        Assert.StartsWith("--cap 0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Different_lengths_of_rows_are_refused()
    {
        var error = Assert.Throws<ScanException>(() =>
            Joiner.JoinHistory(RowSource.Of([1, 0], 2), RowSource.Of([1, 0, 0], 3), new JoinSettings(1)));
        Assert.Contains("length 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_counts_every_tile_once()
    {
        var told = new System.Collections.Concurrent.ConcurrentBag<(long Done, long Total)>();
        var rows = RowSource.Of(ExactRows.Make(33, 8, seed: 2), 8);
        var settings = new JoinSettings(0.9f) { TileRows = 4, PackedBytesMax = 1, Threads = 3 };
        Joiner.SelfJoin(rows, settings, (done, total) => told.Add((done, total)));
        Assert.Equal(Enumerable.Range(1, 45).Select(done => ((long)done, 45L)), told.Order());
    }

    [Fact]
    public void Cancelling_ends_the_join()
    {
        using var cancel = new CancellationTokenSource();
        var rows = RowSource.Of(ExactRows.Make(100, 8, seed: 2), 8);
        Assert.ThrowsAny<OperationCanceledException>(() =>
            Joiner.SelfJoin(rows, new JoinSettings(0.9f) { TileRows = 4 }, (_, _) => cancel.Cancel(), cancel.Token));
    }

    // Few rows to a tile, few tiles to a band.
    private static JoinSettings SmallTiles(float threshold, int cap, int tile) =>
        new(threshold) { Cap = cap, TileRows = tile, PackedBytesMax = 1 << 14, Threads = 2 };

    private static ScanException Refused(RowSource rows, JoinSettings settings) =>
        Assert.Throws<ScanException>(() => Joiner.SelfJoin(rows, settings));
}
