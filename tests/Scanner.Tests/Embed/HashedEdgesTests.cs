using Scanner.Embed;

namespace Scanner.Tests.Embed;

public sealed class HashedEdgesTests
{
    private readonly HashedEdges _tokenizer = new(1 << 20, words: 3);
    private readonly TokenBuffer _tokens = new();

    [Theory]
    [InlineData("a b c and what is between d e f", "a b c : 12 other words d e f")]
    [InlineData("Grade THIS  answer: x\n yes or no", "grade this answer y yes OR no")]
    [InlineData("请 把 这", "请把这")]
    public void What_stands_between_the_edges_does_not_matter(string left, string right) =>
        Assert.Equal(Encode(left), Encode(right));

    [Theory]
    [InlineData("a b c x d e f", "b a c x d e f")]
    [InlineData("a b c x d e f", "a b c x d e g")]
    [InlineData("a b c x d e f", "d e f x a b c")]
    [InlineData("is it so?", "is it so!")]
    public void Words_of_the_edges_their_order_and_punctuation_do(string left, string right) =>
        Assert.NotEqual(Encode(left).Order(), Encode(right).Order());

    [Theory]
    [InlineData("", 0)]
    [InlineData(" \n", 0)]
    [InlineData("one", 2)]
    [InlineData("one two", 6)]
    [InlineData("one two three", 10)]
    [InlineData("one two three four five six seven eight", 10)]
    public void An_edge_has_its_words_and_the_pairs_of_neighbours(string text, int count) =>
        Assert.Equal(count, Encode(text).Length);

    [Fact]
    public void The_last_words_are_found_wherever_the_text_ends()
    {
        string[] expected = Encode("x y last three words").Skip(5).Select(id => $"{id}").ToArray();
        for (int words = 1; words < 12; words++)
        {
            string text = string.Join(' ', Enumerable.Range(0, words)) + " last three words";
            Assert.Equal(expected, Encode(text).Skip(5).Select(id => $"{id}"));
        }
    }

    [Fact]
    public void The_end_is_cut_where_the_model_takes_no_more()
    {
        Assert.True(_tokenizer.Encode("one two three", 9, _tokens));
        Assert.Equal(9, _tokens.Count);
        Assert.False(_tokenizer.Encode("one two three", 10, _tokens));
    }

    private int[] Encode(string text)
    {
        _tokenizer.Encode(text, 1024, _tokens);
        return _tokens.Ids.ToArray();
    }
}
