using Scanner.Score;

namespace Scanner.Tests.Score;

public sealed class ShareTests
{
    [Theory]
    [InlineData(0, 9, "none")]
    [InlineData(0, 0, "none")]
    [InlineData(9, 9, "all")]
    [InlineData(1, 100_000, "less than 0.1 %")]
    [InlineData(99_999, 100_000, "more than 99.9 %")]
    [InlineData(7, 100, "7 %")]
    [InlineData(54, 1_000, "5.4 %")]
    [InlineData(388, 1_000, "39 %")]
    [InlineData(997, 1_000, "99.7 %")]
    [InlineData(9_994, 100_000, "10 %")]
    public void All_and_none_are_exact(long count, long total, string words) =>
        Assert.Equal(words, Share.Of(count, total));
}
