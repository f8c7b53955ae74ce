using Scanner.Embed;
using Scanner.Runs;
using Scanner.Tests.Runs;

namespace Scanner.Tests.Embed;

public sealed class WordPieceTests : IDisposable
{
    // The vocabulary and the first sample are those of google-research/bert, tokenization_test.py; ids are places.
    private static readonly string[] Vocabulary =
    [
        "[UNK]", "[CLS]", "[SEP]", "want", "##want", "##ed", "wa", "un", "runn", "##ing", ",",
        "ah", "zz", "博", "推", "hello", "!", "how", "are", "you", "?", "[", "]", "sep", "ᄒ", "##ᅡ", "##ᆫ",
    ];

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("UNwant\u00E9d,running", "un ##want ##ed , runn ##ing")]
    [InlineData("unwanted running", "un ##want ##ed runn ##ing")]
    [InlineData("unwantedX running", "[UNK] runn ##ing")]
    [InlineData("ah\u535A\u63A8zz", "ah 博 推 zz")]
    [InlineData(" \tHeLLo!how  \n Are yoU?  ", "hello ! how are you ?")]
    [InlineData("H\u00E9llo", "hello")]
    [InlineData("he\u200Bllo\u0000", "hello")]
    [InlineData("hello\u00A0you", "hello you")]
    [InlineData("[sep]", "[ sep ]")]
    [InlineData("hello[SEP]you", "hello [SEP] you")]
    [InlineData("한", "ᄒ ##ᅡ ##ᆫ")]
    public void Golden_samples(string text, string tokens)
    {
        var expected = tokens.Split(' ').Select(token => Array.IndexOf(Vocabulary, token)).Prepend(1).Append(2);
        Assert.Equal(expected, Encode(FromVocabulary(), text));
    }

    [Fact]
    public void Both_files_give_the_same_tokenizer()
    {
        var (left, right) = (FromVocabulary(), FromJson());
        Assert.Equal(left.VocabularySize, right.VocabularySize);
        string[] texts = ["UNwant\u00E9d,running", "hello 博推", new string('x', 101), new string('é', 100)];
        foreach (var text in texts)
            Assert.Equal(Encode(left, text), Encode(right, text));
    }

    [Fact]
    public void Case_and_accents_stay_where_the_tokenizer_says_so()
    {
        File.WriteAllText(_temp["tokenizer_config.json"], """{"do_lower_case": false}""");
        var cased = FromVocabulary();
        Assert.Equal([1, 0, 2], Encode(cased, "HELLO"));
        Assert.Equal([1, 0, 2], Encode(cased, "h\u00E9llo"));
        Assert.Equal([1, 15, 2], Encode(cased, "hello"));
    }

    [Fact]
    public void The_end_is_cut_and_the_closing_token_kept()
    {
        var tokens = new TokenBuffer();
        var tokenizer = FromVocabulary();
        Assert.True(tokenizer.Encode("unwanted running", 4, tokens));
        Assert.Equal([1, 7, 4, 2], tokens.Ids.ToArray());
        Assert.False(tokenizer.Encode("unwanted", 5, tokens));
        Assert.True(tokenizer.Encode("hello hello hello", 4, tokens));
        Assert.Equal([1, 15, 15, 2], tokens.Ids.ToArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \u200B\n")]
    public void A_text_without_tokens_has_no_special_ones_either(string text) =>
        Assert.Empty(Encode(FromVocabulary(), text));

    [Fact]
    public void Nothing_is_allocated_once_the_buffer_has_grown()
    {
        var tokens = new TokenBuffer();
        var tokenizer = FromVocabulary();
        var text = string.Concat(Enumerable.Repeat("UNwant\u00E9d, running 博 nowhere ", 50));
        tokenizer.Encode(text, 512, tokens);
        // Code that the runtime has not compiled fully yet boxes a few numbers a text, however long it is.
        var before = GC.GetAllocatedBytesForCurrentThread();
        tokenizer.Encode(text, 512, tokens);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, tokens.Count / 3);
    }

    [Theory]
    [InlineData("""{"model":{"type":"WordLevel"}}""", "model.type 'WordLevel'", "WordPiece")]
    [InlineData("""{"model":{}}""", "no model.type", "HashedWords")]
    [InlineData("""{"model":{"type":"HashedWords"}}""", "model.buckets nowhere", "1 to")]
    [InlineData(
        """{"model":{"type":"WordPiece"},"normalizer":{"type":"Fancy"}}""", "normalizer: found type 'Fancy'", "Bert")]
    [InlineData(
        """{"normalizer":{"type":"Sequence","normalizers":[{"type":"NFC"},{"type":"Replace","content":""}]}}""",
        "normalizer.normalizers[1]: found no pattern", "a String or a Regex")]
    [InlineData(
        """{"pre_tokenizer":{"type":"Split","pattern":{"Regex":"a++"}}}""", "pattern 'a++'", "that .NET knows")]
    [InlineData(
        """{"normalizer":{"type":"Precompiled","precompiled_charsmap":"AAEA"}}""", "charsmap", "a trie of")]
    [InlineData(
        """{"post_processor":{"type":"TemplateProcessing","single":[]}}""", "post_processor: found template '0 texts",
        "for one text")]
    [InlineData(
        """{"model":{"type":"BPE","vocab":{"a":0},"merges":["a a"]}}""", "model.merges[0]", "no token 'aa' among 1")]
    [InlineData(
        """{"model":{"type":"Unigram","vocab":[["a",-1]],"unk_id":1}}""", "1 pieces in vocab and unk_id 1", "id of")]
    [InlineData("{", "tokenizer.json", "no JSON")]
    public void Tokenizers_that_are_not_supported_are_named(string json, string found, string expected)
    {
        File.WriteAllText(_temp["tokenizer.json"], json);
        Expect.Error<ScanException>(() => TokenizerFile.Read(_temp.Path), found, expected);
    }

    private ITokenizer FromVocabulary()
    {
        File.WriteAllLines(_temp["vocab.txt"], Vocabulary);
        return TokenizerFile.Read(_temp.Path);
    }

    private ITokenizer FromJson()
    {
        var vocabulary = string.Join(',', Vocabulary.Select((token, id) => $"\"{token}\":{id}"));
        File.WriteAllText(_temp["tokenizer.json"], $$$"""
            {"normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true,
               "strip_accents": null, "lowercase": true},
             "pre_tokenizer": {"type": "BertPreTokenizer"},
             "post_processor": {"type": "TemplateProcessing", "single": [
               {"SpecialToken": {"id": "[CLS]", "type_id": 0}},
               {"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "[SEP]", "type_id": 0}}],
               "special_tokens": {"[CLS]": {"id": "[CLS]", "ids": [1]}, "[SEP]": {"id": "[SEP]", "ids": [2]} } },
             "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
               "max_input_chars_per_word": 100, "vocab": { {{{vocabulary}}} } } }
            """);
        return TokenizerFile.Read(_temp.Path);
    }

    private static int[] Encode(ITokenizer tokenizer, string text)
    {
        var tokens = new TokenBuffer();
        tokenizer.Encode(text, 512, tokens);
        return tokens.Ids.ToArray();
    }
}
