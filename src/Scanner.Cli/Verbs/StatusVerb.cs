using System.Globalization;
using Scanner.Cli.Terminal;
using Scanner.Runs;

namespace Scanner.Cli.Verbs;

/// <summary>scan status: how the stages of a run stand.</summary>
internal static class StatusVerb
{
    public static VerbCommand Make(Host host)
    {
        var run = Flags.Run();
        var json = Flags.Json();
        var verb = new VerbCommand(
            "status", "Tells which stages of a run are fresh, stale or missing, and why.",
            "scan status my-run", "scan status my-run --json")
        { run, json };
        verb.SetAction(parsed =>
        {
            using var folder = RunFolder.Open(parsed.GetValue(run)!);
            var statuses = RunStatus.Of(folder, Pipeline.StaleReason);
            if (parsed.GetValue(json))
                JsonText.Print(host, new { Run = folder.Path, Stages = statuses.Select(ForMachines) });
            else
                foreach (var status in statuses)
                    host.Output.WriteLine(Line(status));
            return ExitCode.Done;
        });
        return verb;
    }

    // "ingest   fresh     3.2 s  requests 20,294, texts 31,007"; what is not fresh has its reason below.
    private static string Line(StageStatus status)
    {
        string state = status.State.ToString().ToLowerInvariant();
        string seconds = status.Record?.Seconds.ToString("0.0 s", CultureInfo.InvariantCulture) ?? "";
        string counts = status.Record is null ? "" : SummaryLine.Of(status.Record.Summary);
        string line = $"{status.Stage.Verb(),-8} {state,-8} {seconds,8}  {counts}".TrimEnd();
        return status.Reason is null ? line : $"{line}{Environment.NewLine}         {status.Reason}";
    }

    private static object ForMachines(StageStatus status) => new
    {
        Stage = status.Stage.Verb(),
        status.State,
        status.Reason,
        status.Record?.Seconds,
        status.Record?.FinishedAt,
        Summary = status.Record is null ? null : JsonText.Renamed(status.Record.Summary),
    };
}
