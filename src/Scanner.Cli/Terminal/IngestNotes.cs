using System.Globalization;
using System.Text.Json;
using Scanner.Ingest;
using Scanner.Runs;

namespace Scanner.Cli.Terminal;

/// <summary>Tells what Ingest could not read, or read with a doubt: nothing is lost silently.</summary>
internal static class IngestNotes
{
    /// <summary>Warns of rejected lines, and of what was kept though odd. Other stages have neither.</summary>
    public static void Log(StageContext context, StageOutcome outcome)
    {
        if (outcome.Record.Stage != Stage.Ingest)
            return;
        var summary = outcome.Record.Summary.Deserialize<IngestSummary>(Fingerprint.Json)!;
        if (summary.RejectsByReason.Count > 0)
            context.Log.Warning("rejected lines: {Counts:l}; {File:l} has each with its reason",
                Counts(summary.RejectsByReason), context.Run.Artifact(Stage.Ingest, "rejects.jsonl"));
        if (summary.Warnings.Count > 0)
            context.Log.Warning("kept, but odd: {Counts:l}", Counts(summary.Warnings));
    }

    // "1 x broken JSON, 3 x no account"; by name, so that two runs say the same.
    private static string Counts(IReadOnlyDictionary<string, long> counts) =>
        string.Join(", ", counts.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Value:N0} x {pair.Key}")));
}
