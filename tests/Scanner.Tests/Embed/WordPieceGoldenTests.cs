using System.Text.Json;
using System.Text.Json.Nodes;
using Scanner.Embed;
using Scanner.Tests.Runs;

namespace Scanner.Tests.Embed;

/// <summary>
/// Against ids that Hugging Face's own tokenizer gave: wordpiece-golden.json holds a tokenizer, texts, and their ids in
/// lower case and cased, made with npm's @huggingface/tokenizers.
/// </summary>
public sealed class WordPieceGoldenTests : IDisposable
{
    private static readonly JsonObject Golden = JsonNode.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "wordpiece-golden.json")))!.AsObject();

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("lower")]
    [InlineData("cased")]
    public void Ids_are_those_of_Hugging_Face(string form)
    {
        var settings = Golden["tokenizer"]!.DeepClone();
        settings["normalizer"]!["lowercase"] = form == "lower";
        File.WriteAllText(_temp["tokenizer.json"], settings.ToJsonString());
        var tokenizer = TokenizerFile.Read(_temp.Path);
        var compared = 0;
        foreach (var (text, ids) in Golden["texts"]!.AsArray().Zip(Golden[form]!.AsArray()))
        {
            var tokens = new TokenBuffer();
            Assert.False(tokenizer.Encode(text!.GetValue<string>(), 1024, tokens));
            // A text without words has only the two tokens that frame it there, and none here: it is similar to
            // nothing.
            var expected = ids.Deserialize<int[]>()!;
            Assert.Equal(expected.Length == 2 ? [] : expected, tokens.Ids.ToArray());
            compared++;
        }

        Assert.Equal(22, compared);
    }
}
