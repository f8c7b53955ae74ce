using System.CommandLine;
using System.Globalization;
using Scanner.Join.Hnsw;
using Scanner.Runs;

namespace Scanner.Cli.Verbs;

/// <summary>scan index: keeps a history of vectors in which new ones are looked up.</summary>
internal static class IndexVerb
{
    public static VerbCommand Make(Host host)
    {
        var file = new Argument<string>("HISTORY.hnsw")
        {
            Description = "The index; made where it is missing. What it holds is told where nothing is to be done.",
        };
        var add = new Option<string[]>("--add")
        {
            HelpName = "V.npy",
            AllowMultipleArgumentsPerToken = true,
            Description = "Vectors whose rows are added: [rows × dim], every row of unit length or zero. Rows are "
                + "numbered on from those that are there.",
        };
        var remove = new Option<string?>("--remove")
        {
            HelpName = "ROWS.txt",
            Description = "Numbers of rows that are never to be found again, one a line; done before rows are added.",
        };
        var m = Number("--m", "M", 2, Limits.HnswLinksMax, "Links of a row, for a new index; 16 unless given.");
        var ef = Number("--ef-construction", "N", 2, Limits.HnswCandidatesMax,
            "Candidates held while rows are linked, for a new index; 200 unless given.");
        var threads = Flags.Threads();
        var json = Flags.Json();
        var verb = new VerbCommand(
            "index", "Keeps vectors in an HNSW index, in which scan search looks up others.",
            "scan index history.hnsw --add monday.npy tuesday.npy", "scan index history.hnsw --remove rows.txt",
            "scan index history.hnsw --json")
        { file, add, remove, m, ef, threads, json };
        verb.SetAction(parsed =>
        {
            var (links, candidates) = (parsed.GetValue(m), parsed.GetValue(ef));
            var given = new HnswOptions();
            var options = new IndexUpdateOptions(parsed.GetValue(file)!)
            {
                Add = parsed.GetValue(add) ?? [],
                Remove = parsed.GetValue(remove),
                Build = links is null && candidates is null
                    ? null
                    : new HnswOptions { M = links ?? given.M, EfConstruction = candidates ?? given.EfConstruction },
                Threads = parsed.GetValue(threads),
            };
            IndexUpdateSummary? summary = null;
            Session.Watch(host, (_, progress) => summary = IndexUpdate.Run(
                options,
                (done, total) => progress.Report(new StageProgress(Stage.Join, "linking rows", done, total, "rows")),
                host.Cancellation));
            if (parsed.GetValue(json)) JsonText.Print(host, summary!);
            else Print(options.Index, summary!, host.Output);
            return ExitCode.Done;
        });
        return verb;
    }

    /// <summary>A whole number within limits; null where it is not given.</summary>
    internal static Option<int?> Number(string name, string helpName, int least, int most, string description)
    {
        var number = new Option<int?>(name) { HelpName = helpName, Description = description };
        Flags.Expect(
            number,
            text => int.TryParse(text, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most,
            $"a whole number from {least} to {most}");
        return number;
    }

    private static void Print(string file, IndexUpdateSummary summary, TextWriter output)
    {
        string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
        if (summary.RowsAdded > 0)
        {
            output.WriteLine(Say($"{summary.RowsAdded:N0} rows added in {summary.Seconds:0.0} s, from row ")
                + Say($"{summary.Rows - summary.RowsAdded:N0} on"));
        }

        if (summary.RowsRemoved > 0) output.WriteLine(Say($"{summary.RowsRemoved:N0} rows removed"));
        output.WriteLine(Say($"{file}: {summary.RowsLeft:N0} rows of length {summary.Dim}, ")
            + Say($"{summary.Rows - summary.RowsLeft:N0} removed; M {summary.M}, ")
            + Say($"efConstruction {summary.EfConstruction}, {summary.Bytes >> 20:N0} MiB"));
    }
}
