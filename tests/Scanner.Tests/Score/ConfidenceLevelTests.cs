using Scanner.Score;

namespace Scanner.Tests.Score;

public sealed class ConfidenceLevelTests
{
    [Theory]
    [InlineData(9, "high", "sharding", "spread")]
    [InlineData(4, "high", "registration", "rhythm")]
    [InlineData(3.9, "medium", "registration", "rhythm")]
    // Users of one program have both in common.
    [InlineData(9, "medium", "parameters", "spread")]
    // One alone may be a fault of the log.
    [InlineData(9, "medium", "sharding")]
    [InlineData(1.9, "low", "sharding", "spread")]
    [InlineData(-1, "low")]
    public void High_needs_two_clear_channels_one_of_which_strangers_do_not_share(
        double score, string expected, params string[] clear) =>
        Assert.Equal(expected, ConfidenceLevel.Of(score,
        [
            .. clear.Select(channel => new Evidence(channel, 1, null, 1, "")),
            new Evidence("synchrony", 1, null, 0.9, ""),
        ]));
}
