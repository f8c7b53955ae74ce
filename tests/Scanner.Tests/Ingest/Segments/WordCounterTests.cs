using Scanner.Ingest;
using Scanner.Ingest.Segments;

namespace Scanner.Tests.Ingest.Segments;

public sealed class WordCounterTests
{
    [Theory]
    [InlineData("one two three", 2, "one two", "two three")]
    [InlineData("  one\t\ntwo  ", 2, "  one\t\ntwo", "one\t\ntwo  ")]
    [InlineData("one", 1, "one", "one")]
    [InlineData("one", 2, null, null)]
    [InlineData("", 1, null, null)]
    [InlineData("说明原因", 3, "说明原", "明原因")]
    [InlineData("use 说明 now", 2, "use 说", "明 now")]
    [InlineData("abc说", 2, "abc说", "abc说")]
    [InlineData("ภาษา", 4, "ภาษา", "ภาษา")]
    public void First_and_last_words(string text, int words, string? first, string? last)
    {
        var end = WordCounter.EndOfFirst(text, words);
        var start = WordCounter.StartOfLast(text, words);
        Assert.Equal(first?.TrimStart(), end < 0 ? null : text[..end].TrimStart());
        Assert.Equal(last?.TrimEnd(), start < 0 ? null : text[start..].TrimEnd());
    }

    [Theory]
    [InlineData(159, false)]
    [InlineData(160, true)]
    public void Head_and_tail_exist_where_the_prompt_is_clearly_longer(int words, bool expected)
    {
        var request = new LogRequest
        {
            RequestId = "r",
            Account = "a",
            File = "f",
            Line = 1,
            Prompt = string.Join(' ', Enumerable.Range(0, words).Select(i => $"W{i}")),
        };
        var segments = RequestSegments.Of(request, words: 64, longerBy: 32);
        Assert.Equal(expected, segments.Head != null);
        Assert.Equal(expected, segments.Tail != null);
        if (expected)
        {
            Assert.Equal(string.Join(' ', Enumerable.Range(0, 64).Select(i => $"w{i}")), segments.Head!.Text);
            Assert.Equal(string.Join(' ', Enumerable.Range(words - 64, 64).Select(i => $"w{i}")), segments.Tail!.Text);
        }
    }
}
