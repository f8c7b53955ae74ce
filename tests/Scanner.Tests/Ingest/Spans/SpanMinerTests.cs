using FsCheck;
using FsCheck.Fluent;
using Scanner.Ingest.Spans;

namespace Scanner.Tests.Ingest.Spans;

public sealed class SpanMinerTests
{
    private const string Passage =
        "write everything you think inside tags and open a new block before every decision and every sentence";

    [Fact]
    public void A_passage_inside_unique_texts_is_found_to_the_letter()
    {
        var random = new Random(7);
        var texts =
            Enumerable.Range(0, 20).Select(_ => $"{Noise(random, 80)} {Passage}. {Noise(random, 60)}").ToArray();

        var spans = Mine(texts, Enumerable.Range(0, 20));

        Assert.Equal(20, spans.Count);
        Assert.All(spans, span => Assert.Equal(Passage, texts[span.TextRow].Substring(span.Start, span.Length)));
    }

    [Fact]
    public void One_actor_however_often_is_not_several()
    {
        var random = new Random(7);
        var texts =
            Enumerable.Range(0, 20).Select(_ => $"{Noise(random, 80)} {Passage}. {Noise(random, 60)}").ToArray();

        Assert.Empty(Mine(texts, Enumerable.Repeat(3, 20)));
    }

    [Fact]
    public void A_passage_of_many_next_to_a_payload_of_few_is_two_spans()
    {
        var random = new Random(11);
        var payloads = Enumerable.Range(0, 10).Select(_ => Noise(random, 30)).ToArray();
        var texts = Enumerable.Range(0, 60).Select(i => $"{Passage}\n{payloads[i % 10]}").ToArray();

        var spans = Mine(texts, Enumerable.Range(0, 60));

        var found = spans.Select(span => texts[span.TextRow].Substring(span.Start, span.Length)).ToHashSet();
        Assert.Contains(Passage, found);
    }

    [Fact]
    public void A_passage_among_stock_sentences_is_found_in_every_text()
    {
        string[] stock =
            ["nothing fancy please", "use plain words", "i am allergic to jargon", "keep it short", "what about it"];
        var random = new Random(5);
        var texts = Enumerable.Range(0, 60).Select(_ => $"{Stock()} {Passage} {Stock()}").ToArray();

        var spans = Mine(texts, Enumerable.Range(0, 60));

        Assert.Equal(60, spans.Where(span => texts[span.TextRow].Substring(span.Start, span.Length)
            .Contains(Passage, StringComparison.Ordinal)).Select(span => span.TextRow).Distinct().Count());

        string Stock() => string.Join(". ", Enumerable.Range(0, 8).Select(_ => stock[random.Next(stock.Length)]));
    }

    [Fact]
    public void A_passage_without_spaces_is_found()
    {
        const string chinese = "请把完整的思考过程逐步写在标签之内不要省略任何步骤也不要总结";
        var texts =
            Enumerable.Range(0, 6).Select(i => $"问题{i}{i * 7}号。{chinese}。{(char)(0x4E00 + (i * 97))}吗").ToArray();

        var spans = Mine(texts, Enumerable.Range(0, 6));

        Assert.Equal(6, spans.Count);
        Assert.All(spans, span => Assert.Contains(chinese, texts[span.TextRow].Substring(span.Start, span.Length)));
    }

    [Fact]
    public void Every_shared_run_of_the_least_length_is_found()
    {
        var compared = 0;
        Prop.ForAll(Gen.Choose(12, 40).ToArbitrary(), Gen.Choose(0, 50).ToArbitrary(),
            Gen.Choose(0, 9999).ToArbitrary(),
            (words, before, seed) =>
            {
                var random = new Random(seed);
                var passage = Noise(random, words);
                var texts = Enumerable.Range(0, 3)
                    .Select(_ => $"{Noise(random, before)} {passage} {Noise(random, 20)}").ToArray();
                var spans = Mine(texts, Enumerable.Range(0, 3));
                compared++;
                return spans.Count == 3
                    && spans.All(span => texts[span.TextRow].Substring(span.Start, span.Length) == passage);
            }).QuickCheckThrowOnFailure();
        Assert.True(compared >= 100);
    }

    [Theory]
    [InlineData("")]
    [InlineData("one two three")]
    [InlineData("...,,,")]
    public void Short_texts_hold_no_span(string text) => Assert.Empty(Mine([text, text, text], [0, 1, 2]));

    [Fact]
    public void What_is_found_does_not_depend_on_the_threads()
    {
        var random = new Random(13);
        string[] passages = [Passage, Noise(random, 20), Noise(random, 40)];
        string[] texts =
        [
            .. Enumerable.Range(0, 4 * SpanMiner.BatchTexts)
                .Select(i => $"{Noise(random, 9)} {(i % 7 < 3 ? passages[i % 3] : "")} {Noise(random, 9)}"),
        ];
        var actors = Enumerable.Range(0, texts.Length);

        var alone = Mine(texts, actors);

        Assert.InRange(alone.Count, (texts.Length * 3 / 7) - 3, (texts.Length * 3 / 7) + 3);
        Assert.Equal(alone, Mine(texts, actors, threads: 4));
    }

    private static IReadOnlyList<MinedSpan> Mine(string[] texts, IEnumerable<int> actors, int threads = 1) =>
        SpanMiner.Mine(
            () => texts.Select((text, row) => (row, text)),
            [.. actors.Select(actor => 1UL << (actor % 64))],
            new SpanOptions(), threads);

    private static string Noise(Random random, int words) =>
        string.Join(' ', Enumerable.Range(0, words).Select(_ => $"w{random.NextInt64(1L << 40):x}"));
}
