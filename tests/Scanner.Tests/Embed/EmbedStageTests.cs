using System.Text.Json;
using Scanner.Embed;
using Scanner.Runs;
using Scanner.Tests.Runs;
using Serilog;

namespace Scanner.Tests.Embed;

public sealed class EmbedStageTests : IDisposable
{
    // 0 tokens; one text twice in other words; lengths on either side of a batch; longer than the model takes.
    private static readonly string[] Texts =
    [
        "grade the answer below by the rubric: clarity, depth, truth", "", "Grade the answer below, by the rubric "
        + "(clarity; depth; truth)!",
        "?!", "写一篇关于长城的文章", .. Enumerable.Range(1, 400).Select(i => Words(i * 7 % 300, i)), Words(5000, 1),
    ];

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Rows_are_unit_vectors_in_the_order_of_the_texts()
    {
        using var run = IngestedRun("run");
        var summary = EmbedStage.Run(Context(run), new EmbedOptions());
        using var vectors = VectorFile.Open(run.Artifact(Stage.Embed, "vectors.npy"));
        Assert.Equal((Texts.Length, 256), (vectors.Rows, vectors.Dim));
        Assert.Equal(
            (Texts.Length, 256, "default", "cpu"), (summary.Texts, summary.Dim, summary.Model, summary.Device));
        Assert.Equal((Texts.Count(text => !text.Any(char.IsLetterOrDigit)), 1), (summary.TextsEmpty, summary.TextsCut));

        for (var row = 0; row < Texts.Length; row++)
        {
            var expected = Texts[row].Any(char.IsLetterOrDigit) ? 1 : 0;
            Assert.Equal(expected, Similarity(vectors, row, row), 2e-3);
        }

        Assert.Equal(1, Similarity(vectors, 0, 2), 2e-3);
        Assert.InRange(Similarity(vectors, 0, 4), -0.3, 0.3);
    }

    [Fact]
    public void The_record_of_the_model_tells_the_join_its_threshold()
    {
        using var run = IngestedRun("run");
        EmbedStage.Run(Context(run), new EmbedOptions());
        using var json = JsonDocument.Parse(File.ReadAllBytes(run.Artifact(Stage.Embed, "model.json")));
        var fields = json.RootElement.EnumerateObject()
            .ToDictionary(field => field.Name, field => field.Value.ToString());
        Assert.Equal(64, fields["hash"].Length);
        Assert.Equal(
            ("default", "256", "0.86", "none", "1024", "cpu"),
            (fields["name"], fields["dim"], fields["threshold"], fields["pooling"], fields["max_tokens"],
                fields["device"]));
    }

    [Fact]
    public void Artifacts_are_the_same_bytes_whatever_the_threads()
    {
        using var one = IngestedRun("one");
        using var two = IngestedRun("two");
        EmbedStage.Run(Context(one, threads: 1), new EmbedOptions());
        EmbedStage.Run(Context(two, threads: 2), new EmbedOptions { Device = "cpu" });
        foreach (var file in (string[])["vectors.npy", "model.json"])
            Assert.Equal(
                File.ReadAllBytes(one.Artifact(Stage.Embed, file)), File.ReadAllBytes(two.Artifact(Stage.Embed, file)));

        Assert.Equal(one.Record(Stage.Embed)!.Fingerprint, two.Record(Stage.Embed)!.Fingerprint);
    }

    [Fact]
    public void The_same_model_elsewhere_is_fresh_and_a_changed_one_is_not()
    {
        using var run = IngestedRun("run");
        EmbedStage.Run(Context(run), new EmbedOptions());
        var first = run.Record(Stage.Embed)!.Fingerprint;

        var copy = ModelCopy.Make(_temp["copy"]);
        EmbedStage.Run(Context(run), new EmbedOptions { Model = copy });
        Assert.Equal(first, run.Record(Stage.Embed)!.Fingerprint);

        File.WriteAllText(
            Path.Combine(copy, "scanner.json"), """{"name":"default","threshold":0.7,"max_tokens":1024}""");
        EmbedStage.Run(Context(run), new EmbedOptions { Model = copy });
        Assert.NotEqual(first, run.Record(Stage.Embed)!.Fingerprint);
    }

    [Fact]
    public void A_run_without_texts_gives_an_empty_matrix()
    {
        using var run = IngestedRun("run", []);
        Assert.Equal(0, EmbedStage.Run(Context(run), new EmbedOptions()).Texts);
        using var vectors = VectorFile.Open(run.Artifact(Stage.Embed, "vectors.npy"));
        Assert.Equal((0, 256), (vectors.Rows, vectors.Dim));
    }

    private RunFolder IngestedRun(string name, string[]? texts = null)
    {
        var run = RunFolder.Create(_temp[name]);
        run.Publish(Stage.Ingest, 1, new object(), folder =>
        {
            using var database = Database.InMemory(new DatabaseOptions(1, 256L << 20, null));
            database.Execute("CREATE TABLE texts (\"row\" INTEGER, text VARCHAR)");
            using (var writer = database.Append("texts"))
            {
                foreach (var (i, text) in (texts ?? Texts).Index())
                {
                    writer.Set(0, i);
                    writer.SetText(1, text);
                    writer.EndRow();
                }
            }

            database.SaveParquet("texts", Path.Combine(folder, "texts.parquet"));
            return new object();
        });
        return run;
    }

    private static StageContext Context(RunFolder run, int threads = 2) =>
        new(run, new LoggerConfiguration().CreateLogger(), new Progress<StageProgress>(), threads,
            CancellationToken.None);

    private static double Similarity(VectorMatrix vectors, int left, int right)
    {
        var rows = new float[2 * vectors.Dim];
        vectors.CopyRows(left, 1, rows.AsSpan(0, vectors.Dim));
        vectors.CopyRows(right, 1, rows.AsSpan(vectors.Dim));
        return Enumerable.Range(0, vectors.Dim).Sum(i => (double)rows[i] * rows[vectors.Dim + i]);
    }

    private static string Words(int count, int seed) =>
        string.Join(' ', Enumerable.Range(0, count).Select(i => $"word{(i * 7919 + seed) % 40_009}"));
}
