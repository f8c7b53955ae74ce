using System.Text.Json;
using Scanner.Join;
using Scanner.Runs;
using Scanner.Tests.Runs;

namespace Scanner.Tests.Join;

public sealed class JoinStageTests : IDisposable
{
    private const int Rows = 700, Dim = 17;

    private readonly TempFolder _temp = new();
    private readonly float[] _values = ExactRows.Make(Rows, Dim, seed: 7);

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Tables_hold_what_the_core_found_at_the_model_s_threshold()
    {
        using var run = EmbeddedRun("""{"threshold": 0.75, "dim": 17}""");
        var summary = JoinStage.Run(Context(run), new JoinOptions { Cap = 4 });
        var expected = Joiner.SelfJoin(RowSource.Of(_values, Dim), new JoinSettings(0.75f) { Cap = 4 });

        Assert.Equal(expected.Pairs, ReadPairs(run.Artifact(Stage.Join, "pairs.parquet")));
        Assert.Equal(
            Enumerable.Range(0, Rows).Select(row => (row, (long)expected.Neighbors[row], expected.Components[row])),
            ReadRows(run.Artifact(Stage.Join, "rows.parquet")));
        Assert.Equal(
            (Rows, 0.75f, expected.PairCount, (long)expected.Pairs.Length, expected.CountComponents()),
            (summary.Rows, summary.Threshold, summary.PairsCounted, summary.PairsStored, summary.Components));
        Assert.True(summary.PairsStored < summary.PairsCounted, "the cap must leave pairs out");
        Assert.Equal(JoinBackends.Choose(null).Name, summary.Backend);

        var folder = Path.GetDirectoryName(run.Artifact(Stage.Join, "rows.parquet"))!;
        Assert.Equal(["pairs.parquet", "rows.parquet", "stage.json"], Names(folder));
    }

    [Fact]
    public void Artifacts_are_the_same_bytes_whatever_the_threads_and_tiles()
    {
        using var one = EmbeddedRun("""{"threshold": 0.5, "dim": 17}""", "one");
        using var two = EmbeddedRun("""{"threshold": 0.5, "dim": 17}""", "two");
        JoinStage.Run(Context(one, threads: 1), new JoinOptions());
        JoinStage.Run(Context(two, threads: 3), new JoinOptions { TileRows = 9, PackedBytesMax = 1 << 16 });
        foreach (var file in (string[])["pairs.parquet", "rows.parquet"])
        {
            Assert.Equal(
                File.ReadAllBytes(one.Artifact(Stage.Join, file)), File.ReadAllBytes(two.Artifact(Stage.Join, file)));
        }

        Assert.Equal(one.Record(Stage.Join)!.Fingerprint, two.Record(Stage.Join)!.Fingerprint);
    }

    [Fact]
    public void A_given_threshold_wins_and_makes_the_stage_stale()
    {
        using var run = EmbeddedRun("""{"threshold": 0.5, "dim": 17}""");
        var loose = JoinStage.Run(Context(run), new JoinOptions());
        var strict = JoinStage.Run(Context(run), new JoinOptions { Threshold = 1 });
        Assert.Equal((0.5f, 1f), (loose.Threshold, strict.Threshold));
        Assert.True(strict.PairsCounted < loose.PairsCounted);
    }

    [Theory]
    [InlineData("""{"threshold": 0.5, "dim": 18}""", Rows, "found 17 components a row, expected 18", "model.json")]
    [InlineData("""{"threshold": 0.5, "dim": 17}""", Rows + 1, "found 700 rows, expected 701", "texts.parquet")]
    [InlineData("""{"threshold": 0.5}""", Rows, "model.json", "'dim'")]
    public void Vectors_of_another_run_are_refused(string model, int texts, params string[] parts)
    {
        using var run = EmbeddedRun(model, texts: texts);
        Expect.Error<ScanException>(() => JoinStage.Run(Context(run), new JoinOptions()), parts);
        Assert.False(run.Has(Stage.Join));
    }

    [Fact]
    public void A_model_without_threshold_asks_for_one()
    {
        using var run = EmbeddedRun("""{"name": "test", "dim": 17}""");
        var error = Assert.Throws<ScanException>(() => JoinStage.Run(Context(run), new JoinOptions()));
        Assert.Contains("found: name, dim", error.Message, StringComparison.Ordinal);
        Assert.Contains("--threshold", error.Message, StringComparison.Ordinal);
        Assert.False(run.Has(Stage.Join));
    }

    [Fact]
    public void Pairs_of_anyone_s_vectors_are_all_written_unless_capped()
    {
        VectorFile.Write(_temp["v.npy"], _values, Dim);
        var options = new PairExportOptions(_temp["v.npy"], _temp["pairs.parquet"], 0.5f);
        var expected = NaiveJoin.Pairs(_values, Dim, 0.5f);
        var all = PairExport.Run(options);
        Assert.Equal(expected, ReadPairs(_temp["pairs.parquet"]));
        Assert.Equal((expected.Count, expected.Count), (all.Pairs, all.PairsStored));

        var capped = PairExport.Run(options with { Cap = 3, Backend = "reference" });
        Assert.Equal(NaiveJoin.Capped(expected, 3), ReadPairs(_temp["pairs.parquet"]));
        Assert.Equal((expected.Count, "reference"), (capped.Pairs, capped.Backend));
        Assert.Equal(["pairs.parquet", "v.npy"], Names(_temp.Path));
    }

    [Fact]
    public void A_missing_output_folder_is_refused_before_the_join()
    {
        var options = new PairExportOptions(_temp["missing.npy"], _temp["no/pairs.parquet"], 0.5f);
        var error = Assert.Throws<ScanException>(() => PairExport.Run(options));
        Assert.StartsWith("--out", error.Message, StringComparison.Ordinal);
    }

    private RunFolder EmbeddedRun(string model, string name = "run", int texts = Rows)
    {
        Assert.NotEmpty(JsonDocument.Parse(model).RootElement.EnumerateObject());
        var run = RunFolder.Create(_temp[name]);
        run.Publish(Stage.Ingest, 1, new object(), folder =>
        {
            using var database = Database.InMemory(new DatabaseOptions(1, 256L << 20, null));
            database.SaveParquet($"SELECT range AS row FROM range({texts})", Path.Combine(folder, "texts.parquet"));
            return new object();
        });
        run.Publish(Stage.Embed, 1, new object(), folder =>
        {
            VectorFile.Write(Path.Combine(folder, "vectors.npy"), _values, Dim);
            File.WriteAllText(Path.Combine(folder, "model.json"), model);
            return new object();
        });
        return run;
    }

    private static IEnumerable<string?> Names(string folder) =>
        Directory.GetFileSystemEntries(folder).Select(Path.GetFileName).Order();

    private static StageContext Context(RunFolder run, int threads = 2) =>
        new(run, Serilog.Core.Logger.None, new Progress<StageProgress>(), threads, CancellationToken.None);

    private static List<SimilarPair> ReadPairs(string path) =>
        Read(path, "\"left\", \"right\", similarity", (table, i) =>
            new SimilarPair(table.Column<int>(0)[i], table.Column<int>(1)[i], table.Column<float>(2)[i]));

    private static List<(int, long, int)> ReadRows(string path) =>
        Read(path, "row, neighbors, component", (table, i) =>
            (table.Column<int>(0)[i], table.Column<long>(1)[i], table.Column<int>(2)[i]));

    private static List<T> Read<T>(string path, string columns, Func<TableReader, int, T> row)
    {
        using var database = Database.InMemory(new DatabaseOptions(1, 256L << 20, null));
        using var table = database.Query($"SELECT {columns} FROM {Database.Literal(path)}");
        var rows = new List<T>();
        while (table.NextChunk())
        {
            for (int i = 0; i < table.RowCount; i++) rows.Add(row(table, i));
        }

        return rows;
    }
}
