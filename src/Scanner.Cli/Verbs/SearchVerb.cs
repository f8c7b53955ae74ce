using System.CommandLine;
using System.Globalization;
using Scanner.Gpu;
using Scanner.Join;
using Scanner.Runs;

namespace Scanner.Cli.Verbs;

/// <summary>scan search: looks up new vectors in a history.</summary>
internal static class SearchVerb
{
    public static VerbCommand Make(Host host)
    {
        var vectors = new Argument<string>("NEW.npy")
        {
            Description = "New vectors: [rows × dim] float16 or float32, every row of unit length or zero.",
        };
        var history = new Argument<string>("HISTORY")
        {
            Description = "Where they are looked up: a .npy file, all rows of which are compared, or an index of "
                + "scan index, which is faster and finds nearly all.",
        };
        var threshold = Flags.Fraction("--threshold", "T", "Least cosine similarity of a match.");
        threshold.Required = true;
        var file = new Option<string>("--out")
        {
            HelpName = "FILE",
            Required = true,
            Description = "The Parquet file to write (row, neighbor, similarity), replaced where it exists.",
        };
        var top = IndexVerb.Number(
            "--top", "N", 1, Limits.NeighborsStoredMax, "Matches of a row, the best ones; 10 unless given.");
        var ef = IndexVerb.Number("--ef", "N", 1, Limits.HnswCandidatesMax,
            "Candidates that a walk over an index holds: more find more, in more time; 200 unless given.");
        var backend = Flags.Backend();
        var device = Flags.Device();
        var threads = Flags.Threads();
        var json = Flags.Json();
        var verb = new VerbCommand(
            "search", "Looks up new vectors in a history of others.",
            "scan search today.npy history.hnsw --threshold 0.9 --out matches.parquet",
            "scan search today.npy yesterday.npy --threshold 0.9 --out matches.parquet --json")
        { vectors, history, threshold, file, top, ef, backend, device, threads, json };
        verb.SetAction(parsed =>
        {
            var options = new HistorySearchOptions(
                parsed.GetValue(vectors)!, parsed.GetValue(history)!, parsed.GetValue(file)!,
                (float)parsed.GetValue(threshold)!)
            {
                Backend = parsed.GetValue(backend),
                Device = parsed.GetValue(device)!,
                Devices = new GpuDevices(),
                Threads = parsed.GetValue(threads),
            };
            options = options with
            {
                Top = parsed.GetValue(top) ?? options.Top,
                Ef = parsed.GetValue(ef) ?? options.Ef,
            };
            HistorySearchSummary? summary = null;
            Session.Watch(host, (log, progress) => summary = HistorySearch.Run(
                options with { Say = note => log.Warning("{Note:l}", note) },
                (done, total) => progress.Report(new StageProgress(Stage.Join, "looking up", done, total, "steps")),
                host.Cancellation));
            if (parsed.GetValue(json)) JsonText.Print(host, summary!);
            else host.Output.WriteLine(Sentence(options, summary!));
            return ExitCode.Done;
        });
        return verb;
    }

    private static string Sentence(HistorySearchOptions options, HistorySearchSummary summary)
    {
        var recall = summary.Recall is { } measured
            ? string.Create(CultureInfo.InvariantCulture,
                $"; recall@{options.Top} {measured.Recall:0.000} on {measured.Queries} rows, ")
                + string.Create(CultureInfo.InvariantCulture, $"{measured.RecallWithin:0.000} within 0.001")
            : "; exact";
        return string.Create(CultureInfo.InvariantCulture,
            $"{summary.Matches:N0} matches of {summary.RowsMatched:N0} among {summary.Rows:N0} rows in ")
            + string.Create(CultureInfo.InvariantCulture,
            $"{summary.HistoryRows:N0} others, in {summary.Seconds:0.00} s ({summary.Backend}{recall}) → ")
            + options.Output;
    }
}
