using FsCheck;
using FsCheck.Fluent;
using Scanner.Cluster;

namespace Scanner.Tests.Cluster;

public sealed class SkeletonBuilderTests
{
    [Fact]
    public void Fixed_wording_stays_and_what_varies_becomes_a_slot()
    {
        string[] texts =
        [
            "Grade the answer of Alice from 1 to 5 on these criteria: correctness and style. Answer: apples are red",
            "Grade the answer of Bob from 1 to 5 on these criteria: correctness and style. Answer: the sky",
            "Grade the answer of Carol from 1 to 5 on these criteria: correctness and style. "
                + "Answer: seven times two is fourteen",
        ];

        var skeleton = SkeletonBuilder.Build(texts, 100);

        Assert.Equal("Grade the answer of {name} from 1 to 5 on these criteria: correctness and style. Answer: {text}",
            skeleton.Text);
        Assert.Equal(2, skeleton.Slots.Count);
        Assert.Equal(["Alice", "Bob", "Carol"], skeleton.Slots[0].Examples);
        Assert.Equal(3, skeleton.Slots[0].Distinct);
        Assert.Equal(Math.Round(Math.Log2(3), 2), skeleton.Slots[0].Entropy);
    }

    [Theory]
    [InlineData("number", "17", "3.5", "1,000")]
    [InlineData("url", "https://example.org/a", "http://example.com/b?c=1", "https://example.net/")]
    [InlineData("quote", "\"one\"", "'two words'", "“three”")]
    [InlineData("code", "int f() { return 1; }", "x => x == 2", "for (;;) { g(); }")]
    [InlineData("name", "Ada Lovelace", "Alan", "John von Neumann")]
    [InlineData("text", "whatever it may be", "another thing", "and a third")]
    public void A_slot_is_named_by_its_contents(string kind, params string[] contents)
    {
        var skeleton = SkeletonBuilder.Build(
            [.. contents.Select(content => $"please look closely at this: {content} and tell me what")], 100);

        var slot = Assert.Single(skeleton.Slots);
        Assert.Equal(kind, slot.Kind);
    }

    [Fact]
    public void A_passage_within_unlike_texts_stands_between_two_slots()
    {
        const string passage = "write everything you think inside tags";
        string[] texts =
            [$"alpha beta {passage} gamma", $"delta {passage} epsilon zeta", $"eta theta iota {passage} kappa"];

        Assert.Equal($"{{text}} {passage} {{text}}", SkeletonBuilder.Build(texts, 100).Text);
    }

    [Fact]
    public void Chinese_is_aligned_by_characters()
    {
        string[] texts = ["请给下面的答案打分一到五分：苹果", "请给下面的答案打分一到五分：天空蓝", "请给下面的答案打分一到五分：七"];

        Assert.StartsWith("请给下面的答案打分一到五分", SkeletonBuilder.Build(texts, 100).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void One_text_is_its_own_skeleton() =>
        Assert.Equal(("a b c", 0),
            (SkeletonBuilder.Build(["a  b\nc"], 100).Text, SkeletonBuilder.Build(["a b c"], 100).Slots.Count));

    [Fact]
    public void Equal_texts_have_no_slots()
    {
        Prop.ForAll(Gen.Elements("red", "green", "blue", "7", "您").ArrayOf().ToArbitrary(),
            Gen.Choose(1, 6).ToArbitrary(),
            (words, count) =>
                SkeletonBuilder.Build([.. Enumerable.Repeat(string.Join(' ', words), count)], 50).Slots.Count == 0)
            .QuickCheckThrowOnFailure();
    }
}
