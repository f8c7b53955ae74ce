using Scanner.Join;
using Scanner.Join.Hnsw;
using Scanner.Runs;
using Scanner.Tests.Runs;

namespace Scanner.Tests.Join.Hnsw;

public sealed class HnswIndexTests
{
    private const int Dim = 24, Top = 10, Ef = 100;

    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    public void Nearest_rows_are_found(int m)
    {
        var queries = RowSource.Of(ClusteredRows.Make(300, Dim, seed: 2), Dim);
        using var index = Build(ClusteredRows.Make(5_000, Dim, seed: 1), threads: 2, new HnswOptions { M = m });
        var found = index.Search(queries, Top, Ef, threads: 2);
        var recall = HnswRecall.Measure(index, queries, found, 300, threads: 2);
        Assert.Equal(300, recall.Queries);
        Assert.True(recall.Recall > 0.97, $"recall {recall.Recall}");
        Assert.True(
            HnswRecall.Measure(index, queries, index.Search(queries, Top, 1, 2), 300, 2).Recall < recall.Recall,
            "a shorter walk must find less");
        for (int row = 0; row < 300; row++)
        {
            var similarities = found.Similarities.AsSpan(row * Top, Top).ToArray();
            Assert.Equal(similarities.OrderDescending(), similarities);
            Assert.Equal(Top, found.Rows.AsSpan(row * Top, Top).ToArray().Distinct().Count());
        }
    }

    [Fact]
    public void Every_row_finds_itself()
    {
        var values = ClusteredRows.Make(4_000, Dim, seed: 1, centers: 3, noise: 0.1f);
        using var index = Build(values, threads: 2);
        var found = index.Search(RowSource.Of(values, Dim), 1, Ef, threads: 2);
        int lost = Enumerable.Range(0, 4_000).Count(row => found.Rows[row] != row);
        Assert.True(lost <= 4, $"{lost} of 4,000 rows do not find themselves");
    }

    [Fact]
    public void Threads_and_parts_added_change_nothing_but_where_batches_end()
    {
        var values = ClusteredRows.Make(3_000, Dim, seed: 1);
        using var one = Build(values, threads: 1);
        using var many = Build(values, threads: 5);
        Assert.Equal(Links(one), Links(many));
        Assert.Contains(Links(one), link => link != HnswIndex.None);

        // 1,024 rows are two whole batches.
        using var parts = Build(values[..(1_024 * Dim)], threads: 2);
        parts.Add(RowSource.Of(values[(1_024 * Dim)..], Dim), threads: 2);
        Assert.Equal(Links(one), Links(parts));
    }

    [Fact]
    public void Equal_rows_are_found_like_others()
    {
        var values = ClusteredRows.Make(4_000, Dim, seed: 1);
        for (int row = 0; row < 4_000; row += 2) values.AsSpan(0, Dim).CopyTo(values.AsSpan(row * Dim));
        using var index = Build(values, threads: 2);
        var queries = RowSource.Of(ClusteredRows.Make(200, Dim, seed: 2).Concat(values[..Dim]).ToArray(), Dim);
        var found = index.Search(queries, Top, Ef, threads: 2);
        Assert.All(found.Similarities[^Top..], similarity => Assert.Equal(1, similarity, 1e-3));
        double recall = HnswRecall.Measure(index, queries, found, 201, threads: 2).Recall;
        Assert.True(recall > 0.95, $"recall {recall}");
    }

    [Fact]
    public void Removed_rows_are_walked_over_and_never_found()
    {
        var values = ClusteredRows.Make(3_000, Dim, seed: 1);
        using var index = Build(values, threads: 2);
        for (int row = 0; row < 3_000; row++) if (row % 3 != 0) Assert.True(index.Remove(row));
        Assert.False(index.Remove(1));
        Assert.Equal((3_000, 1_000), (index.Rows, index.RowsLeft));

        var queries = RowSource.Of(values, Dim);
        var found = index.Search(queries, Top, Ef, threads: 2);
        Assert.All(found.Rows, row => Assert.Equal(0, row % 3));
        double recall = HnswRecall.Measure(index, queries, found, 300, threads: 2).Recall;
        Assert.True(recall > 0.97, $"recall {recall}");
        Expect.Error<ScanException>(() => { index.Remove(3_000); }, "rows from 0 to");
    }

    [Fact]
    public void An_index_of_removed_rows_finds_nothing_and_takes_new_ones()
    {
        using var index = Build(ClusteredRows.Make(100, Dim, seed: 1), threads: 1);
        for (int row = 0; row < 100; row++) index.Remove(row);
        var queries = RowSource.Of(ClusteredRows.Make(5, Dim, seed: 2), Dim);
        Assert.All(index.Search(queries, Top, Ef, 1).Rows, row => Assert.Equal(HnswIndex.None, row));

        index.Add(queries, threads: 1);
        Assert.All(index.Search(queries, 1, Ef, 1).Rows, row => Assert.InRange(row, 100, 104));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(513)]
    public void Few_rows_are_all_found(int rows)
    {
        var values = ClusteredRows.Make(rows, Dim, seed: 1);
        using var index = Build(values, threads: 2);
        var queries = RowSource.Of(ClusteredRows.Make(3, Dim, seed: 2), Dim);
        var found = index.Search(queries, Top, 600, threads: 1);
        Assert.Equal(3 * Math.Min(rows, Top), found.Rows.Count(row => row != HnswIndex.None));
        Assert.Equal(1, HnswRecall.Measure(index, queries, found, 3, threads: 1).Recall);
    }

    [Fact]
    public void Zero_rows_are_similar_to_nothing()
    {
        var values = ClusteredRows.Make(600, Dim, seed: 1);
        Array.Clear(values, 0, 300 * Dim);
        using var index = Build(values, threads: 2);
        var found = index.Search(RowSource.Of(values, Dim), Top, Ef, threads: 2);
        Assert.All(found.Rows[..(300 * Top)], row => Assert.Equal(HnswIndex.None, row));
        Assert.All(found.Rows[(300 * Top)..], row => Assert.InRange(row, 300, 599));
    }

    [Theory]
    [InlineData(float.NaN, "NaN or infinity")]
    [InlineData(3f, "Normalise")]
    public void Rows_that_are_no_unit_vectors_are_refused_before_anything_changes(float value, string said)
    {
        using var index = Build(ClusteredRows.Make(50, Dim, seed: 1), threads: 1);
        var bad = ClusteredRows.Make(2, Dim, seed: 2);
        bad[Dim] = value;
        Expect.Error<ScanException>(() => index.Add(RowSource.Of(bad, Dim), 1), said);
        Expect.Error<ScanException>(() => { index.Search(RowSource.Of(bad, Dim), Top, Ef, 1); }, said);
        Assert.Equal(50, index.Rows);
        Expect.Error<ScanException>(() => index.Add(RowSource.Of(new float[3], 3), 1), "length 3");
    }

    [Theory]
    [InlineData(1, 200, "M: found 1")]
    [InlineData(300, 400, "M: found 300")]
    [InlineData(16, 8, "efConstruction: found 8")]
    public void Options_out_of_range_are_refused(int m, int efConstruction, string said) =>
        Expect.Error<ScanException>(
            () => new HnswIndex(Dim, new HnswOptions { M = m, EfConstruction = efConstruction }).Dispose(), said);

    internal static HnswIndex Build(float[] values, int threads, HnswOptions? options = null)
    {
        var index = new HnswIndex(Dim, options ?? new HnswOptions { EfConstruction = 100 });
        index.Add(RowSource.Of(values, Dim), threads);
        return index;
    }

    private static unsafe int[] Links(HnswIndex index) =>
    [
        .. new ReadOnlySpan<int>(index.Graph.Lowest.Data, (int)index.Graph.Lowest.Count),
        .. new ReadOnlySpan<int>(index.Graph.Higher.Data, (int)index.Graph.Higher.Count),
    ];
}
