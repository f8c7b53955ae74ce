using System.Diagnostics;
using Scanner.Cli;
using Xunit.Abstractions;

namespace Scanner.Tests.Program;

/// <summary>Killed at any moment and started again, a run ends as if nothing had happened.</summary>
public sealed class KillTests(DemoRun demo, ITestOutputHelper log) : IClassFixture<DemoRun>
{
    private const int Kills = 20;

    // A start that the kill comes too late for is a whole run, and compared; this many starts are never needed.
    private const int StartsMax = 5 * Kills;

    [Fact]
    public void Killed_runs_end_with_the_same_bytes()
    {
        string undisturbed = demo.NewPath("undisturbed");
        var clock = Stopwatch.StartNew();
        using (var process = ScanProcess.Start(demo.ScanArgs(undisturbed)))
            AssertDone(process.Finish());
        var whole = clock.Elapsed;
        var expected = RunBytes.Of(undisturbed);

        var random = new Random(20);
        string run = demo.NewPath("killed");
        for (int kills = 0, starts = 0; kills < Kills; starts++)
        {
            Assert.True(starts < StartsMax, $"only {kills} of {starts} kills met a living process");
            if (KillAfter(whole * random.NextDouble(), run))
            {
                kills++;
                continue;
            }
            Assert.Equal(expected, RunBytes.Of(run));
            run = demo.NewPath("killed");
        }
        using var last = ScanProcess.Start(demo.ScanArgs(run));
        AssertDone(last.Finish());
        Assert.Equal(expected, RunBytes.Of(run));
    }

    // Whether the process was alive; where it was not, it had done its work.
    private bool KillAfter(TimeSpan delay, string run)
    {
        using var process = ScanProcess.Start(demo.ScanArgs(run));
        Thread.Sleep(delay);
        bool alive = !process.HasExited;
        process.Kill();
        var call = process.Finish();
        if (!alive)
            AssertDone(call);
        string[] folders = Directory.Exists(run) ? Directory.GetDirectories(run) : [];
        string stages = string.Join(' ', folders.Select(Path.GetFileName).Order());
        log.WriteLine($"killed after {delay.TotalMilliseconds:0} ms, alive {alive}, left {stages}");
        return alive;
    }

    private static void AssertDone(Call call) =>
        Assert.True(call.Code == ExitCode.Done, $"exit {call.Code}: {call.Error}");
}
