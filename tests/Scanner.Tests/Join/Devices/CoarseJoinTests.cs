using FsCheck;
using FsCheck.Fluent;
using Scanner.Embed;
using Scanner.Join;

namespace Scanner.Tests.Join.Devices;

/// <summary>Joins that look for pairs among coarser images of rows first.</summary>
public sealed class CoarseJoinTests
{
    private static readonly Arbitrary<JoinCase> Cases = JoinCase.UpTo(rowsMax: 120, tileMax: 70);

    [Theory]
    [InlineData(0.01f)]
    [InlineData(0.1f)]
    [InlineData(0.3f)]
    public void However_coarse_they_are_nothing_is_lost_or_wrong(float step)
    {
        int coarse = 0;
        Prop.ForAll(Cases, sample =>
        {
            var (rows, seed, cap, tile, quarter) = sample;
            int dim = seed % 2 == 0 ? 9 : 17;
            var values = ExactRows.Make(rows, dim, seed);
            using var device = new CoarseDevice(step);
            var settings = On(device, quarter / 4f) with { Cap = cap, TileRows = tile };
            NaiveJoin.AssertIs(Joiner.SelfJoin(RowSource.Of(values, dim), settings), values, dim, settings);
            coarse += device.CoarseLaunches;
        }).QuickCheckThrowOnFailure();
        Assert.True(coarse > 0, "no launch compared coarse images");
    }

    [Fact]
    public void Images_that_rule_nothing_out_are_not_compared()
    {
        // Rows of 1/2 become zeros, and what is left of them is all of them.
        const int Rows = 40, Dim = 4, Cap = 3;
        var values = Enumerable.Repeat(0.5f, Rows * Dim).ToArray();
        using var device = new CoarseDevice(step: 3);
        var result = Joiner.SelfJoin(RowSource.Of(values, Dim), On(device, 1) with { Cap = Cap, TileRows = 16 });
        NaiveJoin.AssertIsOfEqualRows(result, Rows, Cap);
        Assert.Equal(0, device.CoarseLaunches);
        Assert.True(device.FineLaunches > 0);
    }

    [Fact]
    public void Dense_tiles_are_joined_by_the_rows_themselves_and_the_next_ones_at_once()
    {
        // 20 tiles of 48 equal rows, 210 comparisons: a launch may hand over 16 × 48 pairs, and all are open where
        // the rows of 1/2 become 0.4.
        const int Rows = 960, Dim = 4, Cap = 3, Comparisons = 20 * 21 / 2;
        var values = Enumerable.Repeat(0.5f, Rows * Dim).ToArray();
        using var device = new CoarseDevice(step: 0.4f);
        var result = Joiner.SelfJoin(RowSource.Of(values, Dim), On(device, 1) with { Cap = Cap, TileRows = 48 });
        NaiveJoin.AssertIsOfEqualRows(result, Rows, Cap);
        Assert.InRange(device.CoarseLaunches, 1, Comparisons / 8 + 2);
        Assert.True(device.FineLaunches >= Comparisons - device.CoarseLaunches);
    }

    [Fact]
    public void New_rows_against_history_are_the_processor_s()
    {
        const int Dim = 9;
        var all = ExactRows.Make(300, Dim, seed: 8);
        var (fresh, history) = (RowSource.Of(all[..(90 * Dim)], Dim), RowSource.Of(all[(90 * Dim)..], Dim));
        using var device = new CoarseDevice(step: 0.1f);
        var settings = On(device, 0.5f) with { Cap = 4, TileRows = 32 };
        var expected = Joiner.JoinHistory(fresh, history, settings with { Device = DeviceChoice.Parse("cpu") });
        var found = Joiner.JoinHistory(fresh, history, settings);
        Assert.NotEmpty(expected.Pairs);
        Assert.Equal(expected.Neighbors, found.Neighbors);
        Assert.Equal(expected.Pairs, found.Pairs);
        Assert.True(device.CoarseLaunches > 0);
    }

    private static JoinSettings On(CoarseDevice device, float threshold) => new(threshold)
    {
        Device = DeviceChoice.Parse("cuda"),
        Devices = new TestDevices(() => device),
    };
}
