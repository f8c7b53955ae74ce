using System.Text;
using Scanner.Ingest.Zstandard;
using Scanner.Runs;

namespace Scanner.Tests.Ingest.Zstandard;

public sealed class ZstdStreamTests
{
    [Theory]
    [InlineData("", 0xEF46DB3751D8E999)]
    [InlineData("a", 0xD24EC4F1A98C6E5B)]
    [InlineData("Nobody inspects the spammish repetition", 0xFBCEA83C8A378BF1)]
    public void Hash_is_XXH64(string text, ulong expected)
    {
        var (whole, parts) = (new XxHash64(), new XxHash64());
        whole.Append(Encoding.UTF8.GetBytes(text));
        foreach (var value in Encoding.UTF8.GetBytes(text))
            parts.Append([value]);
        Assert.Equal((expected, expected), (whole.Value, parts.Value));
    }

    [Theory]
    [InlineData(1, 1)] // few words: long matches, runs of one byte
    [InlineData(40, 3)]
    [InlineData(5000, 3)] // many words: literals with a Huffman table in four streams
    [InlineData(60, 25)] // beyond the window: old output is dropped
    public void What_DuckDB_compressed_comes_back(int words, int megabytes)
    {
        var random = new Random(words);
        var folder = Directory.CreateTempSubdirectory("zstd").FullName;
        var (plain, packed) = (Path.Combine(folder, "plain.csv"), Path.Combine(folder, "packed.zst"));
        var line = new StringBuilder("text\n");
        while (line.Length < megabytes << 20)
            line.Append("word").Append(random.Next(words)).Append(random.Next(20) == 0 ? '\n' : ' ');
        using (var database = Database.InMemory(new(1, 1L << 30, null)))
        {
            File.WriteAllText(plain, line.Append('\n').ToString());
            var table = $"(SELECT * FROM read_csv({Database.Literal(plain)}, header=true, delim='\t'))";
            database.Execute($"COPY {table} TO {Database.Literal(packed)} (FORMAT csv, COMPRESSION zstd)");
            database.Execute($"COPY {table} TO {Database.Literal(plain + "2")} (FORMAT csv)");
        }

        using var file = File.OpenRead(packed);
        using var content = new ZstdStream(file);
        using var output = new MemoryStream();
        content.CopyTo(output);
        Assert.True(output.Length > (megabytes << 20) / 2);
        Assert.Equal(File.ReadAllBytes(plain + "2"), output.ToArray());
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Frames_follow_one_another_and_some_are_skipped()
    {
        byte[] hello = [0x28, 0xB5, 0x2F, 0xFD, 0x20, 0x02, 0x11, 0, 0, (byte)'h', (byte)'i'];
        byte[] skipped = [0x51, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 9, 9, 9];
        byte[] repeated = [0x28, 0xB5, 0x2F, 0xFD, 0x20, 0x05, 0x2B, 0, 0, (byte)'!'];
        using var content = new ZstdStream(new MemoryStream([.. hello, .. skipped, .. repeated]));
        using var reader = new StreamReader(content);
        Assert.Equal("hi!!!!!", reader.ReadToEnd());
    }
}
