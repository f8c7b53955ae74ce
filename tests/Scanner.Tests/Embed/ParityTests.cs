using System.Text.Json.Nodes;
using Scanner.Embed;
using Scanner.Tests.Runs;

namespace Scanner.Tests.Embed;

/// <summary>
/// Against PyTorch: models with random weights in the shapes of MiniLM, BGE and E5, exported by models/parity/make.py
/// with the vectors that PyTorch made of each text by itself, of ids by Hugging Face's own tokenizers.
/// </summary>
public sealed class ParityTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    public static TheoryData<string, string, Pooling, string> Models => new()
    {
        { "minilm", "wordpiece", Pooling.Mean, "" },
        { "bge", "wordpiece", Pooling.Cls, "" },
        { "e5", "unigram", Pooling.Mean, "query: " },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void Vectors_are_those_of_PyTorch(string name, string tokenizer, Pooling pooling, string prefix)
    {
        var (folder, texts, expected) = Make(name, tokenizer);
        var model = ModelFolder.Open(folder);
        Assert.Equal((pooling, prefix, 40), (model.Pooling, model.Prefix, model.TokensMax));
        using var embedder = TextEmbedder.Open(model, "cpu", 2);
        var found = new float[texts.Length * embedder.Dim];
        var counts = embedder.Embed(texts, found);
        Assert.Equal(expected.Length, found.Length);
        Assert.InRange(counts.Cut, 5, texts.Length - 5);
        for (int i = 0; i < found.Length; i++)
            Assert.Equal(expected[i], found[i], 1e-4);

        // The vectors tell texts apart, so that a wrong token would show.
        Assert.True(Enumerable.Range(0, embedder.Dim).Sum(i => found[i] * found[embedder.Dim + i]) < 0.99);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Padding_and_batches_change_nothing(string name, string tokenizer, Pooling pooling, string prefix)
    {
        Assert.True(pooling != Pooling.None && prefix is not null);
        var (folder, texts, _) = Make(name, tokenizer);
        using var embedder = TextEmbedder.Open(ModelFolder.Open(folder), "cpu", 1);
        var together = new float[texts.Length * embedder.Dim];
        embedder.Embed(texts, together);
        var alone = new float[embedder.Dim];
        for (int row = 0; row < texts.Length; row++)
        {
            embedder.Embed([texts[row]], alone);
            for (int i = 0; i < alone.Length; i++)
                Assert.Equal(alone[i], together[(row * alone.Length) + i], 1e-5);
        }
    }

    /// <summary>
    /// Weights of float16, and of int8 with inputs quantised at run time, by models/parity/narrow.py. What is quantised
    /// with its neighbours depends on them: int8 in the second digit, float16 where a sum is rounded.
    /// </summary>
    [Theory]
    [InlineData("fp16", 1e-3, 0.99999)]
    [InlineData("int8", 3e-2, 0.999)]
    public void Narrow_weights_give_nearly_the_same(string precision, double tolerance, double similarity)
    {
        var (folder, texts, expected) = Make("minilm", "wordpiece");
        var model = ModelFolder.Open(folder, precision: precision);
        Assert.Equal($"model_{precision}.onnx", Path.GetFileName(model.OnnxPath));
        Assert.NotEqual(ModelFolder.Open(folder).Hash, model.Hash);
        using var embedder = TextEmbedder.Open(model, "cpu", 2);
        var (found, alone) = (new float[texts.Length * embedder.Dim], new float[embedder.Dim]);
        embedder.Embed(texts, found);
        for (int row = 0; row < texts.Length; row++)
        {
            embedder.Embed([texts[row]], alone);
            double cosine = 0;
            for (int i = 0; i < alone.Length; i++)
            {
                int place = (row * alone.Length) + i;
                cosine += expected[place] * found[place];
                Assert.Equal(expected[place], found[place], tolerance);
                Assert.Equal(alone[i], found[place], tolerance);
            }

            Assert.InRange(cosine, similarity, 1.00001);
        }

        // Something was rounded: these are not the weights of float32.
        Assert.True(expected.Zip(found, (left, right) => Math.Abs(left - right)).Max() > 1e-5);
    }

    [Fact]
    public void The_first_components_of_a_vector_at_unit_length()
    {
        var (folder, texts, expected) = Make("minilm", "wordpiece");
        using var embedder = TextEmbedder.Open(ModelFolder.Open(folder, dim: 8), "cpu", 1);
        Assert.Equal(8, embedder.Dim);
        var found = new float[texts.Length * 8];
        embedder.Embed(texts, found);
        for (int row = 0; row < texts.Length; row++)
        {
            var first = expected.AsSpan(row * 24, 8).ToArray();
            double length = Math.Sqrt(first.Sum(value => value * value));
            for (int i = 0; i < 8; i++)
                Assert.Equal(first[i] / length, found[(row * 8) + i], 2e-4);
        }
    }

    /// <summary>The model's folder with its tokenizer, the texts, and PyTorch's vectors [texts × 24].</summary>
    private (string Folder, string[] Texts, double[] Vectors) Make(string name, string tokenizer)
    {
        string source = Path.Combine(AppContext.BaseDirectory, "parity", name), folder = _temp[name];
        foreach (string file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(folder, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        var golden = JsonNode.Parse(File.ReadAllText(
            Path.Combine(AppContext.BaseDirectory, "tokenizers", $"{tokenizer}-golden.json")))!;
        File.WriteAllText(Path.Combine(folder, "tokenizer.json"), golden["tokenizer"]!.ToJsonString());
        var expected = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "expected.json")))!;
        return (
            folder,
            [.. expected["texts"]!.AsArray().Select(text => text!.GetValue<string>())],
            [.. expected["vectors"]!.AsArray().SelectMany(row => row!.AsArray().Select(x => x!.GetValue<double>()))]);
    }
}
