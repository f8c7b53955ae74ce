using FsCheck;
using FsCheck.Fluent;
using Scanner.Runs;

namespace Scanner.Tests.Runs;

/// <summary>Kills a run before every change on disk, takes it up again, and compares with an undisturbed one.</summary>
public sealed class PublishCrashTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Killed_before_any_step_a_run_ends_like_an_undisturbed_one()
    {
        var steps = Fresh("whole", killAt: int.MaxValue);
        Assert.True(steps > 20, $"only {steps} steps: the scenario does not reach the protocol");
        var expected = Artifacts(_temp["whole"]);

        for (var killAt = 0; killAt < steps; killAt++)
        {
            var name = $"killed-{killAt}";
            Assert.Throws<KilledException>(() => Fresh(name, killAt));
            NothingIsHalf(name);
            Run(name, "new", killAt: int.MaxValue);
            Assert.Equal(expected, Artifacts(_temp[name]));
        }
    }

    [Fact]
    public void Killed_again_and_again_a_run_ends_like_an_undisturbed_one()
    {
        Run("whole", "last", killAt: int.MaxValue);
        var expected = Artifacts(_temp["whole"]);
        var count = 0;
        Prop.ForAll(ArbMap.Default.ArbFor<(byte Option, byte KillAt)[]>(), kills =>
        {
            var name = $"random-{count++}";
            foreach (var (option, killAt) in kills.Take(5))
            {
                try
                {
                    Run(name, $"{option % 3}", killAt % 24);
                }
                catch (KilledException)
                {
                    NothingIsHalf(name);
                }
            }
            Run(name, "last", killAt: int.MaxValue);
            Assert.Equal(expected, Artifacts(_temp[name]));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20));
    }

    // First with old options, then with new ones, so that stages are also replaced; returns the steps of both.
    private int Fresh(string name, int killAt)
    {
        var steps = Run(name, "old", killAt);
        return steps + Run(name, "new", killAt - steps);
    }

    private int Run(string name, string option, int killAt)
    {
        var steps = 0;
        void Step(string what)
        {
            // Once killed, every later change fails too: no clean-up happens after a kill.
            if (steps >= killAt)
                throw new KilledException(what);
            steps++;
        }
        using var run = RunFolder.Create(_temp[name], Step);
        foreach (var stage in (Stage[])[Stage.Ingest, Stage.Embed])
            run.Publish(stage, 1, new Options(option), folder =>
            {
                foreach (var file in (string[])["a.txt", "b.txt"])
                {
                    Step($"write {file}");
                    File.WriteAllText(Path.Combine(folder, file), $"{file} of {option}");
                }
                return new Summary(option);
            });
        Assert.DoesNotContain(new DirectoryInfo(run.Path).EnumerateDirectories(), entry => entry.Name.StartsWith('.'));
        return steps;
    }

    // Whatever a reader sees after a kill is whole: all of it from the same options.
    private void NothingIsHalf(string name)
    {
        if (!Directory.Exists(_temp[name]))
            return;
        using var run = RunFolder.Open(_temp[name]);
        foreach (var status in RunStatus.Of(run, _ => null))
        {
            Assert.NotEqual(StageState.Damaged, status.State);
            if (status.Record is not { } record)
                continue;
            var option = record.Options.GetProperty("Name").GetString();
            foreach (var file in record.Files)
                Assert.Equal($"{file.Name} of {option}", File.ReadAllText(run.Artifact(status.Stage, file.Name)));
        }
    }

    private static SortedDictionary<string, string> Artifacts(string run) => new(
        Directory.EnumerateFiles(run, "*.txt", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(run, file), File.ReadAllText),
        StringComparer.Ordinal);

    private sealed record Options(string Name);

    private sealed record Summary(string Name);

    private sealed class KilledException(string before) : Exception($"killed before: {before}");
}
