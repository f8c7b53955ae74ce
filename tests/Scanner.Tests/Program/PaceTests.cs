using Scanner.Cli.Terminal;
using Scanner.Runs;

namespace Scanner.Tests.Program;

public sealed class PaceTests
{
    [Fact]
    public void Line_tells_share_rate_and_time_left() => Assert.Equal(
        "embed: batches 12,000 texts of 30,000 texts (40 %), 2.4 k texts/s, 8 s left",
        Pace.Line(new(Stage.Embed, "batches", 12_000, 30_000, "texts"), 0, TimeSpan.FromSeconds(5)));

    [Fact]
    public void Line_leaves_out_what_is_not_known()
    {
        Assert.Equal("join: opening", Pace.Line(new(Stage.Join, "opening", 0, 0, "tiles"), 0, TimeSpan.FromSeconds(1)));
        Assert.Equal(
            "ingest: reading 3.0 MB, 1.5 MB/s",
            Pace.Line(new(Stage.Ingest, "reading", 3_000_000, 0, "bytes"), 0, TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public void What_was_done_before_the_clock_began_does_not_count() => Assert.Equal(
        "join: tiles 900 tiles of 1,000 tiles (90 %), 50 tiles/s, 2 s left",
        Pace.Line(new(Stage.Join, "tiles", 900, 1_000, "tiles"), 800, TimeSpan.FromSeconds(2)));

    [Theory]
    [InlineData(-1, "0 s")]
    [InlineData(59.6, "60 s")]
    [InlineData(90, "2 min")]
    [InlineData(7_500, "2 h 5 min")]
    public void Durations_are_as_people_say_them(double seconds, string expected) =>
        Assert.Equal(expected, Pace.Duration(TimeSpan.FromSeconds(seconds)));
}
