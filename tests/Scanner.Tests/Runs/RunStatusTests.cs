using Scanner.Runs;

namespace Scanner.Tests.Runs;

public sealed class RunStatusTests : IDisposable
{
    private sealed record Options(int Value);

    private sealed record Summary(int Count);

    private readonly TempFolder _temp = new();

    [Fact]
    public void Nothing_published_is_missing_with_the_verb_to_run()
    {
        using var run = RunFolder.Create(_temp["run"]);
        var statuses = RunStatus.Of(run, _ => null);
        Assert.Equal(StageNames.All, statuses.Select(status => status.Stage));
        Assert.All(statuses, status => Assert.Equal(StageState.Missing, status.State));
        Assert.Contains("scan ingest", statuses[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Published_in_order_is_fresh()
    {
        using var run = RunFolder.Create(_temp["run"]);
        Publish(run, Stage.Ingest, 1);
        Publish(run, Stage.Embed, 1);
        Assert.Equal([StageState.Fresh, StageState.Fresh, StageState.Missing], States(run)[..3]);
    }

    [Fact]
    public void A_new_upstream_makes_everything_above_stale()
    {
        using var run = RunFolder.Create(_temp["run"]);
        Publish(run, Stage.Ingest, 1);
        Publish(run, Stage.Embed, 1);
        Publish(run, Stage.Join, 1);
        Publish(run, Stage.Ingest, 2);
        Assert.Equal([StageState.Fresh, StageState.Stale, StageState.Stale], States(run)[..3]);
    }

    [Fact]
    public void A_reason_of_its_own_makes_a_stage_stale()
    {
        using var run = RunFolder.Create(_temp["run"]);
        Publish(run, Stage.Ingest, 1);
        var status = RunStatus.Of(run, record => $"{record.Stage} is old")[0];
        Assert.Equal((StageState.Stale, "Ingest is old"), (status.State, status.Reason));
    }

    [Fact]
    public void A_cut_artifact_is_damaged()
    {
        using var run = RunFolder.Create(_temp["run"]);
        Publish(run, Stage.Ingest, 1);
        File.WriteAllText(run.Artifact(Stage.Ingest, "artifact"), "");
        var status = RunStatus.Of(run, _ => null)[0];
        Assert.Equal(StageState.Damaged, status.State);
        Assert.Contains("artifact", status.Reason, StringComparison.Ordinal);
    }

    public void Dispose() => _temp.Dispose();

    private static StageState[] States(RunFolder run) =>
        [.. RunStatus.Of(run, _ => null).Select(status => status.State)];

    private static void Publish(RunFolder run, Stage stage, int value) =>
        run.Publish(stage, version: 1, new Options(value), folder =>
        {
            File.WriteAllText(Path.Combine(folder, "artifact"), $"{value}");
            return new Summary(value);
        });
}
