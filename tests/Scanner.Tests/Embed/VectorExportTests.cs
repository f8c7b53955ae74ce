using Scanner.Embed;
using Scanner.Runs;
using Scanner.Tests.Runs;

namespace Scanner.Tests.Embed;

public sealed class VectorExportTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Row_i_is_of_line_i_json_or_plain()
    {
        File.WriteAllText(_temp["texts.jsonl"], """
            {"id": 1, "text": "Grade the ANSWER below"}

            grade the answer below
            {"text": "Gr\u200bade thе answer below"}
            {"text": "something else"}
            """);
        var summary = VectorExport.Run(new(_temp["texts.jsonl"], _temp["v.npy"]) { Threads = 1 });
        Assert.Equal(
            new VectorExportSummary(5, 256, "default", "cpu", RowsZero: 1, TextsCut: 0, TextsKnown: 0), summary);

        using var vectors = VectorFile.Open(_temp["v.npy"]);
        var rows = Enumerable.Range(0, 5).Select(row => Row(vectors, row)).ToArray();
        Assert.All(rows[1], value => Assert.Equal(0, value));
        Assert.Equal(rows[0], rows[2]);
        Assert.Equal(rows[0], rows[3]);
        Assert.NotEqual(rows[0], rows[4]);
        Assert.Equal(["texts.jsonl", "v.npy"], Directory.GetFiles(_temp.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Half_a_surrogate_pair_is_read()
    {
        File.WriteAllText(_temp["texts.jsonl"], """{"text":"cut here \ud83d"}""");
        Assert.Equal(1, VectorExport.Run(new(_temp["texts.jsonl"], _temp["v.npy"])).Rows);
        File.WriteAllText(_temp["texts.jsonl"], """{"\ud83d":1}""");
        Expect.Error<ScanException>(
            () => VectorExport.Run(new(_temp["texts.jsonl"], _temp["v.npy"])), "texts.jsonl:1", "found: \uFFFD");
    }

    [Theory]
    [InlineData("ok\n{\"prompt\": \"x\", \"id\": 2}", "texts.jsonl:2", "found: prompt, id")]
    [InlineData("ok\nok\n{\"text\": ", "texts.jsonl:3", "no JSON")]
    [InlineData("{\"text\": 5}", "texts.jsonl:1", "field 'text'")]
    public void A_line_without_text_is_named(string lines, params string[] parts)
    {
        File.WriteAllText(_temp["texts.jsonl"], lines);
        Expect.Error<ScanException>(() => VectorExport.Run(new(_temp["texts.jsonl"], _temp["v.npy"])), parts);
        Assert.False(File.Exists(_temp["v.npy"]));
    }

    [Fact]
    public void Missing_files_are_refused_before_work()
    {
        Expect.Error<ScanException>(() => VectorExport.Run(new(_temp["none"], _temp["v.npy"])), "none", "no such file");
        File.WriteAllText(_temp["texts.jsonl"], "ok");
        Expect.Error<ScanException>(
            () => VectorExport.Run(new(_temp["texts.jsonl"], _temp["no/v.npy"])), "--out", "no folder");
    }

    private static float[] Row(VectorMatrix vectors, int row)
    {
        var values = new float[vectors.Dim];
        vectors.CopyRows(row, 1, values);
        return values;
    }
}
