using System.Diagnostics;
using Scanner.Cli;

namespace Scanner.Tests.Program;

/// <summary>Ctrl-C ends a run in good order.</summary>
public sealed class CancelTests(DemoRun demo) : IClassFixture<DemoRun>
{
    [SkippableFact]
    public void Interrupted_runs_exit_130_and_go_on_later()
    {
        Skip.If(OperatingSystem.IsWindows(), "there is no SIGINT to send");
        string run = demo.NewPath("interrupted");
        using (var process = ScanProcess.Start(demo.ScanArgs(run)))
        {
            while (!Directory.Exists(run) && !process.HasExited)
                Thread.Sleep(5);
            using (var kill = Process.Start("kill", ["-INT", $"{process.Id}"]))
                kill.WaitForExit();
            var call = process.Finish();
            Assert.Equal(ExitCode.Cancelled, call.Code);
            Assert.Contains("cancelled", call.Error, StringComparison.Ordinal);
        }
        var again = Call.Scan(demo.ScanArgs(run));
        Assert.True(again.Code == ExitCode.Done, again.Error);
    }
}
