using System.Globalization;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Scanner.Report;
using Scanner.Report.Page;

namespace Scanner.Tests.Report;

public sealed class DrawingTests
{
    [Theory]
    [InlineData(new long[] { 0 }, "M0 1Z")]
    [InlineData(new long[] { 3 }, "M0 3V0h1V3Z")]
    [InlineData(new long[] { 0, 2, 2, 1, 0, 0 }, "M0 2h1V0h2V1h1V2Z")]
    public void An_outline_steps_from_count_to_count(long[] counts, string path) =>
        Assert.Equal(path, StepPath.Of(counts, StepPath.ExactHeight(counts)));

    [Fact]
    public void Counts_can_be_read_out_of_an_outline() =>
        Prop.ForAll<byte[]>(bytes =>
        {
            long[] counts = [.. bytes.Select(count => (long)count), 0];
            var height = StepPath.ExactHeight(counts);
            var read = Read(StepPath.Of(counts, height), counts.Length, height);
            return read.SequenceEqual(counts);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(new int[0], "")]
    [InlineData(new[] { 4 }, "<path d=\"M4 0.5H5\"/>")]
    [InlineData(new[] { 1, 2, 5, 6, 7, 9 }, "<path d=\"M1 0.5H10\" stroke-dasharray=\"2 2 3 1 1\"/>")]
    public void Marks_are_dashes_of_a_line(int[] places, string path) =>
        Assert.Equal(path, DashedLine.Of(places, 0.5).ToString());

    [Theory]
    [InlineData(new[] { 3, 3, 3 }, 100, 3)]
    [InlineData(new[] { 10, 10, 10 }, 9, 3)]
    [InlineData(new[] { 1, 2, 1_000, 500 }, 103, 50)]
    [InlineData(new int[0], 100, 0)]
    public void Who_wants_less_leaves_the_rest_to_the_others(int[] wants, int all, int level) =>
        Assert.Equal(level, FairShare.Level(wants, all));

    [Fact]
    public void All_accounts_of_a_large_campaign_among_small_ones_can_be_searched_for()
    {
        var share = new FairShare([20_000, .. Enumerable.Repeat(12, 499)]);
        Assert.Equal(500, share.AccountRows);
        Assert.Equal(20_000, share.AccountRows + share.SearchableAccounts);
    }

    /// <summary>What the page's script does.</summary>
    private static long[] Read(string path, int bins, long max)
    {
        var counts = new long[bins];
        var (bin, level) = (0, max);
        foreach (Match step in Regex.Matches(path, @"([hV])(\d+)"))
        {
            var value = int.Parse(step.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
            if (step.Groups[1].Value == "V") level = value;
            else for (var end = bin + value; bin < end; bin++) counts[bin] = max - level;
        }
        return counts;
    }
}
