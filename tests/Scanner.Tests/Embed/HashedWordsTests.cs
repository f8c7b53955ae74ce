using Scanner.Embed;
using Scanner.Runs;
using Scanner.Tests.Runs;

namespace Scanner.Tests.Embed;

public sealed class HashedWordsTests
{
    private readonly HashedWords _tokenizer = new(30_000);
    private readonly TokenBuffer _tokens = new();

    [Theory]
    [InlineData("Grade the answer", "grade, the: ANSWER!?")]
    [InlineData("a-b_c", "a b c")]
    [InlineData("step1", "step 1")]
    [InlineData("\t", "")]
    public void Case_and_punctuation_do_not_matter(string left, string right) =>
        Assert.Equal(Encode(left), Encode(right));

    [Theory]
    [InlineData("grade", "grades")]
    [InlineData("12", "21")]
    [InlineData("长城", "城长")]
    [InlineData("😀", "😁")]
    public void Words_numbers_pairs_of_ideographs_and_symbols_do(string left, string right) =>
        Assert.NotEqual(Encode(left).Order(), Encode(right).Order());

    [Theory]
    [InlineData("cat", 1)]
    [InlineData("word", 2)]
    [InlineData("three words here", 8)]
    [InlineData("长城", 3)]
    [InlineData("长 城", 2)]
    [InlineData("กข", 3)]
    [InlineData("한국어 문장", 2)]
    [InlineData("2026 12345", 2)]
    [InlineData("...", 0)]
    public void Tokens_are_words_or_characters_and_their_pairs(string text, int count) =>
        Assert.Equal(count, Encode(text).Length);

    [Fact]
    public void A_repeated_word_is_listed_1_plus_ln_count_times()
    {
        for (var count = 1; count <= 3000; count++)
        {
            var listed = Encode(string.Concat(Enumerable.Repeat("cat ", count))).Length;
            Assert.Equal((int)Math.Round(1 + Math.Log(count)), listed);
        }
    }

    [Fact]
    public void Known_words_have_ids_of_their_own_and_others_share_the_first_letters()
    {
        var tokenizer = new HashedWords(5, ["grade", "12", "长城", "长"]);
        Assert.Equal(9, tokenizer.VocabularySize);
        tokenizer.Encode("Grade 12", 64, _tokens);
        Assert.Equal([0, 1], _tokens.Ids.ToArray());
        tokenizer.Encode("长城", 64, _tokens);
        Assert.Equal([3, 2], _tokens.Ids.ToArray().Where(id => id < 4));
        Assert.Single(_tokens.Ids.ToArray(), id => id >= 4);

        var many = new HashedWords(1 << 20, ["grade"]);
        many.Encode("grader", 64, _tokens);
        int[] singular = _tokens.Ids.ToArray();
        many.Encode("graders", 64, _tokens);
        Assert.Equal(3, singular.Length);
        Assert.Equal(singular[1..], _tokens.Ids[1..].ToArray());
        Assert.NotEqual(singular[0], _tokens.Ids[0]);
    }

    [Theory]
    [InlineData("""["one", "two", "one"]""", "found 'one' in model.words")]
    [InlineData("""["one", ""]""", "found '' in model.words")]
    public void A_list_of_words_that_is_none_is_refused(string words, string expected)
    {
        using var temp = new TempFolder();
        string folder = ModelCopy.Make(temp["model"]);
        File.WriteAllText(
            Path.Combine(folder, "tokenizer.json"),
            $$"""{"model": {"type": "HashedWords", "buckets": 9, "words": {{words}} } }""");
        Assert.Contains(
            expected, Assert.Throws<ScanException>(() => ModelFolder.Open(folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_do_not_leave_traces_in_the_buffer()
    {
        var alone = new HashedWords(30_000);
        foreach (var text in (string[])["one two two", string.Join(' ', Enumerable.Range(0, 3000)), "one two two"])
        {
            alone.Encode(text, 1024, _tokens);
            var fresh = new TokenBuffer();
            alone.Encode(text, 1024, fresh);
            Assert.Equal(fresh.Ids, _tokens.Ids);
        }
    }

    [Fact]
    public void The_end_is_cut_where_the_model_takes_no_more()
    {
        Assert.False(_tokenizer.Encode("a b c", 3, _tokens));
        Assert.True(_tokenizer.Encode("a b c d", 3, _tokens));
        Assert.Equal(Encode("a b c"), _tokens.Ids.ToArray());
        Assert.False(_tokenizer.Encode("a b c a", 4, _tokens));
    }

    [Fact]
    public void Nothing_is_allocated_once_the_buffer_has_grown()
    {
        var text = string.Join(' ', Enumerable.Range(0, 800).Select(i => $"word{i} 长城"));
        _tokenizer.Encode(text, 1024, _tokens);
        var before = GC.GetAllocatedBytesForCurrentThread();
        _tokenizer.Encode(text, 1024, _tokens);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private int[] Encode(string text)
    {
        _tokenizer.Encode(text, int.MaxValue, _tokens);
        Assert.All(_tokens.Ids.ToArray(), id => Assert.InRange(id, 0, _tokenizer.VocabularySize - 1));
        return _tokens.Ids.ToArray();
    }
}
