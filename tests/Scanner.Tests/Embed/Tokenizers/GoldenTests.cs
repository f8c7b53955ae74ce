using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Scanner.Embed;
using Scanner.Tests.Runs;

namespace Scanner.Tests.Embed.Tokenizers;

/// <summary>
/// Against Hugging Face's own tokenizers (npm's tokenizers 0.23, which is the Rust library): files made by
/// bench/tokenizers/golden.mjs. Texts: awesome-chatgpt-prompts (CC0-1.0), MGSM (google-research/url-nlp, CC-BY-4.0),
/// awesome-chatgpt-prompts-zh (MIT), chatterbot-corpus (BSD-3-Clause), and some made up to be awkward.
/// </summary>
public sealed class GoldenTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("wordpiece")]
    [InlineData("bpe")]
    [InlineData("unigram")]
    public void Ids_are_those_of_Hugging_Face(string name)
    {
        var golden = Read(name);
        var tokenizer = Make(golden["tokenizer"]!);
        var (compared, tokens) = (0, new TokenBuffer());
        foreach (var (text, ids) in golden["texts"]!.AsArray().Zip(golden["ids"]!.AsArray()))
        {
            Assert.False(tokenizer.Encode(text!.GetValue<string>(), int.MaxValue, tokens));
            var expected = ids.Deserialize<int[]>()!;
            // A text without words has only the tokens that frame it there, and none here: it is similar to nothing.
            if (tokens.Count == 0)
                Assert.InRange(expected.Length, 0, name == "bpe" ? 1 : 2);
            else
                Assert.Equal(expected, tokens.Ids.ToArray());
            compared++;
        }

        Assert.True(compared > 150, $"compared {compared} texts");
    }

    [Theory]
    [InlineData("wordpiece")]
    [InlineData("bpe")]
    [InlineData("unigram")]
    public void Cut_ids_are_the_first_ones_with_what_closes_a_text(string name)
    {
        var golden = Read(name);
        var tokenizer = Make(golden["tokenizer"]!);
        var (whole, cut) = (new TokenBuffer(), new TokenBuffer());
        foreach (var text in golden["texts"]!.AsArray().Select(text => text!.GetValue<string>()))
        {
            tokenizer.Encode(text, int.MaxValue, whole);
            bool isCut = tokenizer.Encode(text, 8, cut);
            Assert.Equal(whole.Count > 8, isCut);
            Assert.Equal(
                isCut ? [.. whole.Ids[..7], whole.Ids[^1]] : whole.Ids.ToArray(), cut.Ids.ToArray());
        }
    }

    [Theory]
    [InlineData("wordpiece")]
    [InlineData("bpe")]
    [InlineData("unigram")]
    public void Nothing_is_allocated_per_token_once_the_buffer_has_grown(string name)
    {
        var golden = Read(name);
        var tokenizer = Make(golden["tokenizer"]!);
        var tokens = new TokenBuffer();
        string text = string.Join(" ", golden["texts"]!.AsArray().Select(item => item!.GetValue<string>()));
        tokenizer.Encode(text, int.MaxValue, tokens);
        // Code that the runtime has not compiled fully yet boxes a few numbers a text, however long it is.
        long before = GC.GetAllocatedBytesForCurrentThread();
        tokenizer.Encode(text, int.MaxValue, tokens);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, tokens.Count / 10);
    }

    [Fact]
    public void Each_step_leaves_what_Hugging_Face_leaves()
    {
        var golden = Read("steps");
        var steps = golden["steps"]!.AsArray();
        Assert.True(steps.Count > 30, $"compared {steps.Count} steps");
        var tokens = new TokenBuffer();
        foreach (var step in steps)
        {
            var settings = step!.DeepClone().AsObject();
            settings["model"] = golden["model"]!.DeepClone();
            Make(settings).Encode(golden["text"]!.GetValue<string>(), int.MaxValue, tokens);
            // Ids are bytes.
            string left = Encoding.UTF8.GetString([.. tokens.Ids.ToArray().Select(id => (byte)id)]);
            Assert.Equal((step["name"]!.ToString(), step["text"]!.ToString()), (step["name"]!.ToString(), left));
        }
    }

    private static JsonObject Read(string name) => JsonNode.Parse(File.ReadAllText(
        Path.Combine(AppContext.BaseDirectory, "tokenizers", $"{name}-golden.json")))!.AsObject();

    private ITokenizer Make(JsonNode settings)
    {
        File.WriteAllText(_temp["tokenizer.json"], settings.ToJsonString());
        return TokenizerFile.Read(_temp.Path);
    }
}
