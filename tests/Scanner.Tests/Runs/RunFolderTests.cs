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
        run.Publish(Stage.Ingest, 1, new Options("a"), folder => Write(folder, 1));
        Assert.Throws<FormatException>(() => run.Publish<Options, Summary>(Stage.Ingest, 1, new Options("b"), folder =>
        {
            Write(folder, 2);
            throw new FormatException();
        }));
        Assert.Equal("1", File.ReadAllText(run.Artifact(Stage.Ingest, "x.txt")));
        Assert.Equal([".lock", "1-ingest", "run.json"], Names(run.Path));
    }

    [Fact]
    public void A_missing_stage_names_the_verb_to_run()
    {
        using var run = RunFolder.Create(_temp["run"]);
        var error = Assert.Throws<ScanException>(() => run.Artifact(Stage.Join, "pairs.parquet"));
        Assert.EndsWith($"Run: scan join {run.Path}", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ScanException>(() => run.Publish(Stage.Join, 1, new Options("a"), folder => Write(folder, 1)));
        Assert.EndsWith($"Run: scan embed {run.Path}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_writers_do_not_share_a_run_but_a_reader_may_look()
    {
        using (var run = RunFolder.Create(_temp["run"]))
        {
            run.Publish(Stage.Ingest, 1, new Options("a"), folder => Write(folder, 1));
            Assert.Contains("another scan", Assert.Throws<ScanException>(() => RunFolder.Create(_temp["run"])).Message, StringComparison.Ordinal);
            using var reader = RunFolder.Open(_temp["run"]);
            Assert.True(reader.Has(Stage.Ingest));
            Assert.Throws<InvalidOperationException>(() => reader.Publish(Stage.Ingest, 1, new Options("a"), folder => Write(folder, 1)));
        }
        RunFolder.Create(_temp["run"]).Dispose();
    }

    [Fact]
    public void Paths_that_cannot_be_a_run_are_named()
    {
        File.WriteAllText(_temp["file"], "");
        Directory.CreateDirectory(_temp["other"]);
        File.WriteAllText(_temp["other/diary.txt"], "");
        Assert.Contains("found a file", Message(() => RunFolder.Create(_temp["file"])), StringComparison.Ordinal);
        Assert.Contains("diary.txt", Message(() => RunFolder.Create(_temp["other"])), StringComparison.Ordinal);
        Assert.Contains("cannot be written to", Message(() => RunFolder.Create(_temp["file/run"])), StringComparison.Ordinal);
        Assert.Contains("found no path", Message(() => RunFolder.Create("")), StringComparison.Ordinal);
        Assert.Contains("found nothing", Message(() => RunFolder.Open(_temp["none"])), StringComparison.Ordinal);
        Assert.Contains("found a file", Message(() => RunFolder.Open(_temp["file"])), StringComparison.Ordinal);
        Assert.Contains("without run.json", Message(() => RunFolder.Open(_temp["other"])), StringComparison.Ordinal);
        Assert.Equal(["diary.txt"], Names(_temp["other"]));
    }

    private static string Message(Func<RunFolder> open) => Assert.Throws<ScanException>(open).Message;

    private static Summary Write(string folder, int number)
    {
        File.WriteAllText(Path.Combine(folder, "x.txt"), $"{number}");
        return new Summary(number);
    }

    private static string[] Names(string folder) =>
        [.. Directory.EnumerateFileSystemEntries(folder).Select(entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal)];

    private sealed record Options(string Name);

    private sealed record Summary(int Count);
}
