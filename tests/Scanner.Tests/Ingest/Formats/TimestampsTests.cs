using Scanner.Ingest.Formats;

namespace Scanner.Tests.Ingest.Formats;

public sealed class TimestampsTests
{
    [Theory]
    [InlineData("2026-03-02T00:01:16.037Z")]
    [InlineData("2026-03-02T00:01:16.037000Z")]
    [InlineData("2026-03-02T00:01:16.037000123Z")]
    [InlineData("2026-03-02T00:01:16.037")]
    [InlineData("2026-03-02 00:01:16.037")]
    [InlineData("2026-03-02 00:01:16.037Z")]
    [InlineData("2026-03-02 00:01:16.037+00")]
    [InlineData("2026-03-02T02:01:16.037+02:00")]
    [InlineData("2026-03-01T19:01:16.037-0500")]
    [InlineData("2026-03-02 00:01:16.037 UTC")]
    [InlineData("1772409676.037")]
    [InlineData("1772409676037")]
    [InlineData("1772409676037000")]
    [InlineData("1772409676037000000")]
    [InlineData(" 1.772409676037e9 ")]
    public void One_moment_in_many_writings(string text)
    {
        Assert.True(Timestamps.TryParse(text, out var micros));
        Assert.Equal(1_772_409_676_037_000, micros);
    }

    [Theory]
    [InlineData("Mon, 02 Mar 2026 00:01:16 GMT", 1_772_409_676_000_000)]
    [InlineData("2026-03-02T00:01:16Z", 1_772_409_676_000_000)]
    [InlineData("2026-03-02T00:01Z", 1_772_409_660_000_000)]
    [InlineData("2026-03-02", 1_772_409_600_000_000)]
    public void Coarser_writings(string text, long expected)
    {
        Assert.True(Timestamps.TryParse(text, out var micros));
        Assert.Equal(expected, micros);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("5")]
    [InlineData("-1772409676")]
    [InlineData("2026-02-30T00:00:00Z")]
    [InlineData("2026-03-02T24:00:00Z")]
    [InlineData("1970-01-01T00:00:00Z")]
    [InlineData("9999999999999999999999")]
    public void What_is_no_time(string text) => Assert.False(Timestamps.TryParse(text, out _));
}
