using Scanner.Ingest.Spans;

namespace Scanner.Tests.Ingest.Spans;

public sealed class EdgeMinerTests
{
    private const string Wording = "explain every step you take";

    [Theory]
    [InlineData("{0}. {1}")]
    [InlineData("{1}\n{0}!")]
    // A number of the request, and what it is called.
    [InlineData("[ref {2}] {0}: {1}")]
    [InlineData("{1} {0}\n#{2}")]
    public void A_short_wording_before_or_after_payloads_is_found_to_the_letter(string form)
    {
        var random = new Random(7);
        string[] texts =
        [
            .. Enumerable.Range(0, 20).Select(_ => string.Format(
                null, form, Wording, Noise(random, 30), $"{random.NextInt64(1L << 40):x10}7")),
        ];
        Assert.Equal(Enumerable.Range(0, 20).Select(row => (row, Wording)), Mine(texts, Enumerable.Range(0, 20)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_wording_from_four_words_on_is_found_that_is_too_short_for_a_span(bool atEnd)
    {
        // Seeded: the sketch of actors is right but for chance.
        var random = new Random(1);
        for (var trial = 0; trial < 160; trial++)
        {
            var wording = Noise(random, 4 + (trial % 8));
            string[] texts =
            [
                .. Enumerable.Range(0, 6).Select(_ => atEnd
                    ? $"{Noise(random, 9)} {wording}" : $"{wording} {Noise(random, 9)}"),
            ];
            Assert.Equal(Enumerable.Range(0, 6).Select(row => (row, wording)), Mine(texts, Enumerable.Range(0, 6)));
        }
    }

    [Fact]
    public void A_wording_that_others_begin_alike_is_found_beside_theirs()
    {
        var random = new Random(3);
        string[] texts =
        [
            .. Enumerable.Range(0, 40).Select(_ => $"write a short story {Noise(random, 20)}"),
            .. Enumerable.Range(0, 8).Select(_ => $"write a short story that a judge could grade {Noise(random, 20)}"),
        ];
        var found = Mine(texts, Enumerable.Range(0, 48)).ToLookup(item => item.Row, item => item.Wording);
        Assert.Equal(["write a short story"], found[0]);
        Assert.Equal(["write a short story", "write a short story that a judge could grade"], found[47]);
    }

    [Fact]
    public void Few_actors_and_three_words_are_not_enough()
    {
        var random = new Random(7);
        string[] texts = [.. Enumerable.Range(0, 20).Select(_ => $"{Wording} {Noise(random, 30)}")];
        Assert.Empty(Mine(texts, Enumerable.Range(0, 20).Select(i => i % 4)));
        texts = [.. Enumerable.Range(0, 20).Select(_ => $"explain every step {Noise(random, 30)}")];
        Assert.Empty(Mine(texts, Enumerable.Range(0, 20)));
    }

    [Fact]
    public void Scripts_without_spaces_need_twice_as_many_characters()
    {
        string[] Texts(string wording) =>
            [.. Enumerable.Range(0, 6).Select(i => $"{wording}。{(char)(0x4E00 + (i * 97))}{(char)(0x5E00 + i)}吗")];
        Assert.Empty(Mine(Texts("总结以下内容"), Enumerable.Range(0, 6)));
        Assert.Equal(6, Mine(Texts("请逐步写出你的思路"), Enumerable.Range(0, 6)).Count);
    }

    [Theory]
    // Over the wording; elsewhere, of few actors as a payload's is; elsewhere, of as many.
    [InlineData(8, 4, 0)]
    [InlineData(60, 4, 20)]
    [InlineData(60, 40, 0)]
    public void What_a_longer_span_tells_is_left_to_it(int start, int actors, int found)
    {
        var random = new Random(7);
        string[] texts = [.. Enumerable.Range(0, 20).Select(_ => $"{Wording} {Noise(random, 30)}")];
        var spans = Enumerable.Range(0, 20).Select(row => new MinedSpan(row, start, 90, actors));
        Assert.Equal(found, Mine(texts, Enumerable.Range(0, 20), spans).Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("...")]
    [InlineData(Wording)]
    public void Texts_that_are_nothing_else_have_none(string text) =>
        Assert.Empty(Mine([.. Enumerable.Repeat(text, 9)], Enumerable.Range(0, 9)));

    [Fact]
    public void What_is_found_does_not_depend_on_the_threads()
    {
        var random = new Random(13);
        string[] texts =
        [
            .. Enumerable.Range(0, 4 * SpanMiner.BatchTexts)
                .Select(i => i % 3 == 0 ? $"{Wording} {Noise(random, 30)}" : Noise(random, 30)),
        ];
        var actors = Enumerable.Range(0, texts.Length);
        var longer = Enumerable.Range(0, texts.Length / 9).Select(i => new MinedSpan(9 * i, 0, 90, 99));

        var alone = Mine(texts, actors, longer);

        Assert.NotEmpty(alone);
        Assert.DoesNotContain(alone, found => found.Row % 9 == 0 && found.Row / 9 < texts.Length / 9);
        Assert.Equal(alone, Mine(texts, actors, longer, threads: 4));
    }

    private static List<(int Row, string Wording)> Mine(
        string[] texts, IEnumerable<int> actors, IEnumerable<MinedSpan>? longer = null, int threads = 1)
    {
        var miner = new EdgeMiner([.. actors.Select(actor => 1UL << (actor % 64))], new SpanOptions(), threads);
        return
        [
            .. miner.Mine(() => texts.Select((text, row) => (row, text)), [.. longer ?? []])
                .Select(span => (span.TextRow, texts[span.TextRow].Substring(span.Start, span.Length))),
        ];
    }

    private static string Noise(Random random, int words) =>
        string.Join(' ', Enumerable.Range(0, words).Select(_ => $"w{Letters(random)}"));

    // Words without digits, which would be taken for a salt.
    private static string Letters(Random random) =>
        string.Concat(Enumerable.Range(0, 8).Select(_ => (char)random.Next('a', 'z' + 1)));
}
