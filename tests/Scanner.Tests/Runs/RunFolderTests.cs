using Scanner.Runs;

namespace Scanner.Tests.Runs;

public sealed class RunFolderTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void A_stage_is_published_once_and_then_fresh()
    {
        using var run = RunFolder.Create(_temp["run"]);
        Assert.False(run.Has(Stage.Ingest));
        var calls = 0;
        Summary Ingest() => run.Publish(Stage.Ingest, 1, new Options("a"), folder => Write(folder, ++calls));
        Assert.Equal(new Summary(1), Ingest());
        Assert.Equal(new Summary(1), Ingest());
        Assert.Equal(1, calls);
        Assert.Equal("1", File.ReadAllText(run.Artifact(Stage.Ingest, "x.txt")));
        var record = run.Record(Stage.Ingest)!;
        Assert.True(run.IsFresh(Stage.Ingest, record.Fingerprint));
        Assert.Equal(Fingerprint.Of(Stage.Ingest, 1, new Options("a"), null), record.Fingerprint);
        Assert.Equal([new ArtifactFile("x.txt", 1)], record.Files);
        Assert.Equal("a", record.Options.GetProperty("Name").GetString());
    }

    [Fact]
    public void Version_options_and_upstream_make_a_stage_stale()
    {
        using var run = RunFolder.Create(_temp["run"]);
        var calls = 0;
        void Publish(Stage stage, int version, string option) =>
            run.Publish(stage, version, new Options(option), folder => Write(folder, ++calls));
        Publish(Stage.Ingest, 1, "a");
        Publish(Stage.Embed, 1, "a");
        Assert.Equal(2, calls);
        Publish(Stage.Embed, 2, "a");
        Publish(Stage.Embed, 2, "b");
        Assert.Equal(4, calls);
        Publish(Stage.Ingest, 1, "b");
        Publish(Stage.Embed, 2, "b");
        Assert.Equal(6, calls);
        Publish(Stage.Ingest, 1, "b");
        Publish(Stage.Embed, 2, "b");
        Assert.Equal(6, calls);
    }

    [Fact]
    public void A_stage_that_fails_leaves_what_was_there()
    {
        using var run = RunFolder.Create(_temp["run"]);
        Publish(run, Stage.Ingest, "a", 1);
        Assert.Throws<FormatException>(() => run.Publish<Options, Summary>(Stage.Ingest, 1, new Options("b"), folder =>
        {
            Write(folder, 2);
            throw new FormatException();
        }));
        Assert.Equal("1", File.ReadAllText(run.Artifact(Stage.Ingest, "x.txt")));
        Assert.Equal([".lock", "1-ingest", "run.json"], Names(run.Path));
    }

    [Fact]
    public void A_stage_may_have_folders_of_its_own()
    {
        using var run = RunFolder.Create(_temp["run"]);
        run.Publish(Stage.Ingest, 1, new Options("a"), folder =>
            Write(Directory.CreateDirectory(Path.Combine(folder, "inner")).FullName, 1));
        Assert.Equal([new ArtifactFile("inner/x.txt", 1)], run.Record(Stage.Ingest)!.Files);
        Assert.True(File.Exists(run.Artifact(Stage.Ingest, "inner/x.txt")));
    }

    [Fact]
    public void A_missing_stage_names_the_verb_to_run()
    {
        using var run = RunFolder.Create(_temp["run"]);
        Expect.Error<ScanException>(() => run.Artifact(Stage.Join, "pairs.parquet"), $"Run: scan join {run.Path}");
        Expect.Error<ScanException>(() => Publish(run, Stage.Join, "a", 1), $"Run: scan ingest {run.Path}");
        Publish(run, Stage.Ingest, "a", 1);
        Expect.Error<ScanException>(() => Publish(run, Stage.Join, "a", 1), $"Run: scan embed {run.Path}");
        Expect.Error<ScanException>(() => run.Artifact(Stage.Ingest, "y.txt"), "found no y.txt (found: x.txt)");
    }

    [Fact]
    public void A_stage_is_not_built_on_a_stale_one()
    {
        using var run = RunFolder.Create(_temp["run"]);
        Publish(run, Stage.Ingest, "a", 1);
        Publish(run, Stage.Embed, "a", 1);
        Publish(run, Stage.Ingest, "b", 2);
        Expect.Error<ScanException>(
            () => Publish(run, Stage.Join, "a", 1), "2-embed: found what was made from another Ingest", "scan embed");
    }

    [Fact]
    public void A_damaged_stage_is_named_and_made_again()
    {
        using var run = RunFolder.Create(_temp["run"]);
        var record = Path.Combine(run.Path, "1-ingest", "stage.json");
        Action<string>[] damages =
        [
            folder => File.WriteAllText(record, "{\"Stage\": "),
            folder => File.WriteAllText(record, ""),
            folder => File.WriteAllText(record, "{}"),
            folder => File.WriteAllText(record, "null"),
            folder => File.WriteAllText(
                record, File.ReadAllText(record).Replace("Ingest", "Embed", StringComparison.Ordinal)),
            folder => File.Delete(record),
            folder => File.Delete(Path.Combine(folder, "x.txt")),
            folder => File.AppendAllText(Path.Combine(folder, "x.txt"), "more"),
        ];
        foreach (var damage in damages)
        {
            Publish(run, Stage.Ingest, "a", 1);
            Publish(run, Stage.Embed, "a", 1);
            damage(Path.Combine(run.Path, "1-ingest"));
            Assert.False(run.Has(Stage.Ingest));
            Expect.Error<ScanException>(
                () => run.Artifact(Stage.Ingest, "x.txt"), "1-ingest", "found", "Run: scan ingest");
            Expect.Error<ScanException>(() => Publish(run, Stage.Embed, "a", 1), "1-ingest", "Run: scan ingest");
            Assert.Equal(StageState.Damaged, RunStatus.Of(run, _ => null)[0].State);
        }
        Publish(run, Stage.Ingest, "a", 1);
        Assert.Equal("1", File.ReadAllText(run.Artifact(Stage.Ingest, "x.txt")));
    }

    [Fact]
    public void Two_writers_do_not_share_a_run_but_a_reader_may_look()
    {
        using (var run = RunFolder.Create(_temp["run"]))
        {
            Publish(run, Stage.Ingest, "a", 1);
            Expect.Error<ScanException>(() => RunFolder.Create(_temp["run"]), "another scan is writing to this run");
            using var reader = RunFolder.Open(_temp["run"]);
            Assert.True(reader.Has(Stage.Ingest));
            Assert.Throws<InvalidOperationException>(() => Publish(reader, Stage.Ingest, "a", 1));
        }
        RunFolder.Create(_temp["run"]).Dispose();
    }

    private static Summary Publish(RunFolder run, Stage stage, string option, int number) =>
        run.Publish(stage, 1, new Options(option), folder => Write(folder, number));

    private static Summary Write(string folder, int number)
    {
        File.WriteAllText(Path.Combine(folder, "x.txt"), $"{number}");
        return new Summary(number);
    }

    private static string[] Names(string folder) =>
    [
        .. new DirectoryInfo(folder).EnumerateFileSystemInfos()
            .Select(entry => entry.Name).Order(StringComparer.Ordinal),
    ];

    private sealed record Options(string Name);

    private sealed record Summary(int Count);
}
