using System.CommandLine;
using System.Globalization;
using Scanner.Gpu;
using Scanner.Join;
using Scanner.Runs;

namespace Scanner.Cli.Verbs;

/// <summary>scan pairs: all similar pairs of anyone's vectors.</summary>
internal static class PairsVerb
{
    public static VerbCommand Make(Host host)
    {
        var vectors = new Argument<string>("V.npy")
        {
            Description = "Vectors as numpy writes them: [rows × dim] float16 or float32, every row of unit length or "
                + "zero.",
        };
        var threshold = Flags.Fraction("--threshold", "T", "Least cosine similarity of a pair.");
        threshold.Required = true;
        var file = new Option<string>("--out")
        {
            HelpName = "FILE",
            Required = true,
            Description = "The Parquet file to write (left, right, similarity), replaced where it exists.",
        };
        var cap = Flags.Cap("Most similar rows that are stored for a row; every pair where none is given.");
        var backend = Flags.Backend();
        var device = Flags.Device();
        var threads = Flags.Threads();
        var json = Flags.Json();
        var verb = new VerbCommand(
            "pairs", "Finds all pairs of similar vectors, exactly.",
            "scan pairs vectors.npy --threshold 0.9 --out pairs.parquet",
            "scan pairs vectors.npy --threshold 0.9 --out pairs.parquet --backend reference --json")
        { vectors, threshold, file, cap, backend, device, threads, json };
        verb.SetAction(parsed =>
        {
            var options = new PairExportOptions(
                parsed.GetValue(vectors)!, parsed.GetValue(file)!, (float)parsed.GetValue(threshold)!)
            {
                Cap = parsed.GetValue(cap),
                Backend = parsed.GetValue(backend),
                Device = parsed.GetValue(device)!,
                Devices = new GpuDevices(),
                Threads = parsed.GetValue(threads),
            };
            var summary = Join(options, host);
            if (parsed.GetValue(json))
                JsonText.Print(host, summary);
            else
                host.Output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{summary.Pairs:N0} pairs{Stored(summary)} among {summary.Rows:N0} rows in "
                    + $"{summary.JoinSeconds:0.00} s ({summary.Backend}) → {options.Output}"));
            return ExitCode.Done;
        });
        return verb;
    }

    private static string Stored(PairExportSummary summary) => summary.PairsStored == summary.Pairs
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $" ({summary.PairsStored:N0} stored)");

    private static PairExportSummary Join(PairExportOptions options, Host host)
    {
        PairExportSummary? summary = null;
        Session.Watch(host, (log, progress) => summary = PairExport.Run(
            options with { Say = note => log.Warning("{Note:l}", note) },
            (done, total) => progress.Report(new StageProgress(Stage.Join, "comparing rows", done, total, "tiles")),
            host.Cancellation));
        return summary!;
    }
}
