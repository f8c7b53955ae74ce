using Scanner.Embed;
using Scanner.Runs;
using Scanner.Tests.Runs;

namespace Scanner.Tests.Embed;

public sealed class VectorCacheTests : IDisposable
{
    private static readonly string[] Texts = ["hello", "", "hello you you you you you you you", "you"];

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void A_second_call_embeds_nothing_and_gives_the_same()
    {
        var model = new TinyModel().Write(_temp["model"]);
        var (first, counts) = Embed(model, Texts);
        Assert.Equal((4, 1, 1, 0), (counts.Texts, counts.Empty, counts.Cut, counts.Known));
        var (second, again) = Embed(model, Texts);
        Assert.Equal(counts with { Known = 4 }, again);
        Assert.Equal(Halves(first), Halves(second));
        Assert.Contains(second, value => value != 0);
    }

    [Fact]
    public void Only_what_is_new_is_embedded_in_its_place()
    {
        var model = new TinyModel().Write(_temp["model"]);
        Embed(model, ["you", "you"]);
        var (vectors, counts) = Embed(model, Texts);
        Assert.Equal(1, counts.Known);
        using var plain = TextEmbedder.Open(ModelFolder.Open(model), "cpu", 1);
        var expected = new float[Texts.Length * plain.Dim];
        plain.Embed(Texts, expected);
        Assert.Equal(Halves(expected), Halves(vectors));
    }

    [Fact]
    public void Another_model_knows_nothing_of_it()
    {
        Embed(new TinyModel().Write(_temp["model"]), Texts);
        var other = new TinyModel { PoolingConfig = """{"pooling_mode_cls_token": true}""" }.Write(_temp["other"]);
        Assert.Equal(0, Embed(other, Texts).Counts.Known);
        Assert.Equal(0, Embed(_temp["model"], Texts, dim: 2).Counts.Known);
        Assert.Equal(4, Embed(_temp["model"], Texts).Counts.Known);
    }

    [Fact]
    public void What_was_not_published_is_not_kept()
    {
        var model = ModelFolder.Open(new TinyModel().Write(_temp["model"]));
        using (var embedder = TextEmbedder.Open(model, "cpu", 1, _temp["cache"]))
            embedder.Embed(Texts, new float[Texts.Length * embedder.Dim]);
        Assert.Empty(Directory.GetFiles(_temp["cache"], "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_damaged_file_is_no_ones_vector()
    {
        var model = new TinyModel().Write(_temp["model"]);
        Embed(model, Texts);
        string file = Assert.Single(Directory.GetFiles(_temp["cache"], "*", SearchOption.AllDirectories));
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^1]);
        Assert.Equal(3, Embed(model, Texts).Counts.Known);
        File.WriteAllText(file, "something else");
        Assert.Equal(1, Embed(model, Texts).Counts.Known);
    }

    [Fact]
    public void Texts_cannot_be_read_from_it()
    {
        Embed(new TinyModel().Write(_temp["model"]), ["hello you"]);
        string file = Assert.Single(Directory.GetFiles(_temp["cache"], "*", SearchOption.AllDirectories));
        foreach (var encoding in (System.Text.Encoding[])[System.Text.Encoding.UTF8, System.Text.Encoding.Unicode])
            Assert.True(File.ReadAllBytes(file).AsSpan().IndexOf(encoding.GetBytes("hello")) < 0);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
                File.GetUnixFileMode(_temp["cache"]));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        var model = new TinyModel().Write(_temp["model"]);
        File.WriteAllText(_temp["cache"], "a file");
        Expect.Error<ScanException>(() => Embed(model, Texts), $"--cache {_temp["cache"]}", "--no-cache");
    }

    private static Half[] Halves(float[] vectors) => Array.ConvertAll(vectors, value => (Half)value);

    private (float[] Vectors, EmbedCounts Counts) Embed(string model, string[] texts, int? dim = null)
    {
        using var embedder = TextEmbedder.Open(ModelFolder.Open(model, dim), "cpu", 1, _temp["cache"]);
        var vectors = new float[texts.Length * embedder.Dim];
        var counts = embedder.Embed(texts, vectors);
        embedder.PublishCache();
        return (vectors, counts);
    }
}
