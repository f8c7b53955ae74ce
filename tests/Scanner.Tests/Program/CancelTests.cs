using System.Diagnostics;
using Scanner.Cli;

namespace Scanner.Tests.Program;

/// <summary>Ctrl-C ends a run in good order.</summary>
public sealed class CancelTests(DemoRun demo) : IClassFixture<DemoRun>
{
    // Where machines are busy, a run may be done before the signal comes; this many in a row never are.
    private const int StartsMax = 20;

    [SkippableFact]
    public void Interrupted_runs_exit_130_and_go_on_later()
    {
        Skip.If(OperatingSystem.IsWindows(), "there is no SIGINT to send");
        Skip.If(IsIgnored(), "SIGINT is ignored here, as shells have it in the background");
        for (int starts = 1; ; starts++)
        {
            string run = demo.NewPath("interrupted");
            var call = Interrupted(run);
            if (call.Code == ExitCode.Done && starts < StartsMax)
                continue;
            Assert.Equal(ExitCode.Cancelled, call.Code);
            Assert.Contains("cancelled", call.Error, StringComparison.Ordinal);
            var again = Call.Scan(demo.ScanArgs(run));
            Assert.True(again.Code == ExitCode.Done, again.Error);
            return;
        }
    }

    // A process passes on what it ignores; SIGINT, the second signal, is bit 1.
    private static bool IsIgnored()
    {
        const string Status = "/proc/self/status";
        const string Ignored = "SigIgn:";
        var line = File.Exists(Status)
            ? File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(Ignored, StringComparison.Ordinal)) : null;
        return line is not null && (Convert.ToUInt64(line[Ignored.Length..].Trim(), 16) & 2) != 0;
    }

    /// <summary>A run that gets a SIGINT once it has begun to write its folder.</summary>
    private Call Interrupted(string run)
    {
        using var process = ScanProcess.Start(demo.ScanArgs(run));
        while (!Directory.Exists(run) && !process.HasExited)
            Thread.Sleep(5);
        using (var kill = Process.Start("kill", ["-INT", $"{process.Id}"]))
            kill.WaitForExit();
        return process.Finish();
    }
}
