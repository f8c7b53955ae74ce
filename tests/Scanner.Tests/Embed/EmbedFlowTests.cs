using Scanner.Embed;
using Scanner.Runs;
using Scanner.Tests.Runs;

namespace Scanner.Tests.Embed;

/// <summary>Texts through the stages: in order, the same for any number of threads, bounded, and whole or not at all.
/// </summary>
public sealed class EmbedFlowTests : IDisposable
{
    // Three blocks that texts fill, one that is half full, and texts of no and of many tokens.
    private const int Count = (3 * Limits.EmbedBlockTexts) + 517;

    private readonly TempFolder _temp = new();

    private static string[] Texts { get; } =
        [.. Enumerable.Range(0, Count).Select(i => string.Join(' ', Words(i * 13 % 71, i)))];

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Rows_come_in_the_order_of_texts_whatever_the_number_of_threads(int threads)
    {
        var expected = new float[Count * 3];
        using (var one = Open(threads: 1))
        {
            foreach (var (row, text) in Texts.Index())
                one.Embed([text], expected.AsMemory(row * 3, 3));
        }

        using var embedder = Open(threads);
        var found = new List<float>();
        var counts = embedder.Embed(Texts, null, rows => found.AddRange(rows));
        Assert.Equal(expected, found);
        Assert.Equal(Count, counts.Texts);
        Assert.Equal(Texts.Count(text => text.Length == 0), counts.Empty);
        Assert.InRange(counts.Cut, 1, Count - counts.Empty - 1);
    }

    [Fact]
    public void What_was_read_is_prepared_with_its_row()
    {
        using var embedder = Open(threads: 3);
        var (prepared, plain) = (new List<float>(), new List<float>());
        embedder.Embed(Texts.Select(_ => "?"), (row, _) => Texts[row], rows => prepared.AddRange(rows));
        embedder.Embed(Texts, null, rows => plain.AddRange(rows));
        Assert.Equal(plain, prepared);
    }

    [Fact]
    public void No_texts_give_no_rows()
    {
        using var embedder = Open(threads: 2);
        Assert.Equal(default, embedder.Embed([], null, _ => Assert.Fail("there is nothing to write")));
    }

    [Fact]
    public void Long_texts_fill_a_block_by_their_characters()
    {
        using var embedder = Open(threads: 1);
        string text = new('x', Limits.EmbedBlockCharacters / 2);
        var written = new List<int>();
        embedder.Embed([text, text, text, "hello"], null, rows => written.Add(rows.Length / 3));
        Assert.Equal([2, 2], written);
    }

    [Fact]
    public void No_more_is_read_ahead_than_there_are_blocks()
    {
        using var embedder = Open(threads: 2);
        int read = 0, ahead = 0, written = 0;
        embedder.Embed(
            Enumerable.Range(0, 40 * Limits.EmbedBlockTexts).Select(_ => { read++; return "hello"; }), null,
            rows =>
            {
                Thread.Sleep(5);
                ahead = Math.Max(ahead, Volatile.Read(ref read) - written);
                written += rows.Length / 3;
            });
        Assert.Equal(read, written);
        Assert.InRange(ahead, 1, 7 * Limits.EmbedBlockTexts);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Of_several_errors_the_first_in_the_order_of_texts_is_told(int threads)
    {
        using var embedder = Open(threads);
        for (int i = 0; i < 20; i++)
        {
            int written = 0;
            var error = Assert.Throws<ScanException>(() => embedder.Embed(
                Texts, (row, text) => row % 1000 == 999 ? throw new ScanException($"row {row}") : text,
                rows => written += rows.Length / 3));
            Assert.Equal("row 999", error.Message);
            Assert.Equal(0, written);
        }

        // It works again afterwards.
        Assert.Equal(Count, embedder.Embed(Texts, null, _ => { }).Texts);
    }

    [Fact]
    public void An_error_of_the_reader_comes_after_what_was_read()
    {
        using var embedder = Open(threads: 2);
        int written = 0;
        Assert.Throws<IOException>(() => embedder.Embed(
            Texts.Concat(Enumerable.Range(0, 1).Select<int, string>(_ => throw new IOException("disk"))), null,
            rows => written += rows.Length / 3));
        Assert.Equal(Count, written);
    }

    [Fact]
    public void An_error_of_the_writer_ends_it()
    {
        using var embedder = Open(threads: 2);
        int read = 0;
        Assert.Throws<IOException>(() => embedder.Embed(
            Enumerable.Range(0, 1_000_000).Select(_ => { read++; return "hello"; }), null,
            _ => throw new IOException("disk")));
        Assert.InRange(read, 1, 100_000);
        Assert.Equal(2, embedder.Embed(["hello", "you"], null, _ => { }).Texts);
    }

    [Fact]
    public void Cancelling_in_the_middle_ends_it()
    {
        using var cancellation = new CancellationTokenSource();
        using var embedder = TextEmbedder.Open(
            ModelFolder.Open(new TinyModel().Write(_temp["model"])), "cpu", 2, cancellation: cancellation.Token);
        int written = 0;
        Assert.ThrowsAny<OperationCanceledException>(() => embedder.Embed(
            Enumerable.Repeat("hello", 1_000_000), null,
            rows =>
            {
                written += rows.Length / 3;
                cancellation.Cancel();
            }));
        Assert.InRange(written, 1, 900_000);
    }

    private static IEnumerable<string> Words(int count, int seed) =>
        Enumerable.Range(0, count).Select(k => (k * (seed + 1) % 5) switch { 0 => "you", 1 or 2 => "hello", _ => "w" });

    private TextEmbedder Open(int threads)
    {
        string folder = _temp["model"];
        return TextEmbedder.Open(
            ModelFolder.Open(Directory.Exists(folder) ? folder : new TinyModel().Write(folder)), "cpu", threads);
    }
}
