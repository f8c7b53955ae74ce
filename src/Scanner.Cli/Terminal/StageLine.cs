using System.Globalization;
using System.Text.Json.Nodes;
using Scanner.Runs;

namespace Scanner.Cli.Terminal;

/// <summary>What became of a stage, in one line.</summary>
internal static class StageLine
{
    /// <summary>"join: rows 31,007, pairs counted 120,551 (2.1 s)", or "join: fresh".</summary>
    public static string Of(StageOutcome outcome)
    {
        string verb = outcome.Record.Stage.Verb();
        return outcome.WasFresh
            ? $"{verb}: fresh"
            : string.Create(CultureInfo.InvariantCulture,
                $"{verb}: {SummaryLine.Of(outcome.Record.Summary)} ({outcome.Record.Seconds:0.0} s)");
    }

    /// <summary>The same for JSON.</summary>
    public static StageResult ForMachines(StageOutcome outcome) => new(
        outcome.Record.Stage.Verb(), outcome.WasFresh, outcome.Record.Seconds,
        JsonText.Renamed(outcome.Record.Summary));

    /// <summary>A stage's outcome for machines.</summary>
    internal sealed record StageResult(string Stage, bool WasFresh, double Seconds, JsonNode? Summary);
}
