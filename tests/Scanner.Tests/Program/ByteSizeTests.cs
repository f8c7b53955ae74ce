using Scanner.Cli;

namespace Scanner.Tests.Program;

public sealed class ByteSizeTests
{
    [Theory]
    [InlineData("4GB", 4L << 30)]
    [InlineData("4 gb", 4L << 30)]
    [InlineData("1.5G", 3L << 29)]
    [InlineData("512MB", 512L << 20)]
    [InlineData("1024", 1024)]
    [InlineData("7B", 7)]
    public void Sizes_are_read(string text, long expected)
    {
        Assert.True(ByteSize.TryParse(text, out long bytes));
        Assert.Equal(expected, bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("GB")]
    [InlineData("-1GB")]
    [InlineData("4 apples")]
    [InlineData("99999999999TB")]
    public void Other_words_are_refused(string text) => Assert.False(ByteSize.TryParse(text, out _));
}
