using System.Text.Json;
using Scanner.Cli.Terminal;

namespace Scanner.Tests.Program;

public sealed class SummaryLineTests
{
    private sealed record Sample(long TextsRead, double Rate, string Device, bool Exact, int[] Nested, string? Missing);

    [Fact]
    public void Numbers_and_words_are_told_in_order()
    {
        var summary = JsonSerializer.SerializeToElement(new Sample(31_007, 0.912345, "cpu", true, [1], null));
        Assert.Equal("texts read 31,007, rate 0.9123, device cpu, exact yes", SummaryLine.Of(summary));
    }
}
