using Scanner.Embed;
using Scanner.Tests.Runs;

namespace Scanner.Tests.Embed;

public sealed class TextEmbedderTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Tokens_are_pooled_without_padding_and_brought_to_unit_length()
    {
        string[] texts = ["hello", "hello you you you", "", "HELLO"];
        var mean = Embed(new TinyModel().Write(_temp["mean"]), texts);
        // [CLS] (1,0,0) + hello (4,4,0) + [SEP] (0,2,0), and with three times you (-5,0,5).
        Assert.Equal([.. Unit(5, 6, 0), .. Unit(-10, 6, 15), 0, 0, 0, .. Unit(5, 6, 0)], mean);

        var cls = new TinyModel { PoolingConfig = """{"pooling_mode_cls_token": true}""" };
        var first = Embed(cls.Write(_temp["cls"]), texts);
        Assert.Equal([1f, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0], first);

        var last = new TinyModel { PoolingConfig = """{"pooling_mode_lasttoken": true}""" };
        Assert.Equal([0f, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0], Embed(last.Write(_temp["last"]), texts));

        var max = new TinyModel { PoolingConfig = """{"pooling_mode_max_tokens": true}""" };
        var largest = Embed(max.Write(_temp["max"]), texts);
        Assert.Equal([.. Unit(4, 4, 0), .. Unit(4, 4, 5), 0, 0, 0, .. Unit(4, 4, 0)], largest);
    }

    [Fact]
    public void Vectors_depend_neither_on_the_batch_nor_on_the_threads()
    {
        var texts = Enumerable.Range(0, 600)
            .Select(i => string.Join(' ', Enumerable.Range(0, i * 13 % 211).Select(k => $"w{k * i % 997}"))).ToArray();
        using var one = Open("default", threads: 1);
        var together = Embed("default", texts);
        var alone = texts.SelectMany(text => Embed(one, [text])).ToArray();
        Assert.Contains(together, value => value != 0);
        Assert.Equal(alone, together);
    }

    [Fact]
    public void Cancelling_ends_it()
    {
        using var cancellation = new CancellationTokenSource();
        using var embedder = TextEmbedder.Open(ModelFolder.Open("default"), "cpu", 2, cancellation: cancellation.Token);
        cancellation.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => embedder.Embed(["text"], new float[embedder.Dim]));
    }

    private static TextEmbedder Open(string model, int threads) =>
        TextEmbedder.Open(ModelFolder.Open(model), "cpu", threads);

    private static float[] Embed(string model, string[] texts)
    {
        using var embedder = Open(model, threads: 2);
        return Embed(embedder, texts);
    }

    private static float[] Embed(TextEmbedder embedder, string[] texts)
    {
        var vectors = new float[texts.Length * embedder.Dim];
        embedder.Embed(texts, vectors);
        return vectors;
    }

    private static float[] Unit(params float[] vector)
    {
        var scale = 1 / Math.Sqrt(vector.Sum(value => (double)value * value));
        return [.. vector.Select(value => (float)(value * scale))];
    }
}
