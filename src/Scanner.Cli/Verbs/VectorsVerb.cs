using System.CommandLine;
using System.Globalization;
using Scanner.Cli.Stages;
using Scanner.Embed;
using Scanner.Runs;

namespace Scanner.Cli.Verbs;

/// <summary>scan vectors: embeds anyone's texts.</summary>
internal static class VectorsVerb
{
    public static VerbCommand Make(Host host)
    {
        var texts = new Argument<string>("TEXTS")
        {
            Description = "JSON lines with a field \"text\", or plain lines; row i of the result belongs to line i.",
        };
        var file = new Option<string>("--out")
        {
            HelpName = "V.npy",
            Required = true,
            Description = "The file to write for numpy: [lines × dim] float16, every row of unit length, or "
                + "zero where a line has no words.",
        };
        var embed = new EmbedFlags();
        var threads = Flags.Threads();
        var json = Flags.Json();
        var verb = new VerbCommand(
            "vectors", "Turns texts into vectors.",
            "scan vectors texts.jsonl --out vectors.npy",
            "scan vectors texts.txt --out vectors.npy --model models/my-encoder --json")
        { texts, file };
        embed.AddTo(verb);
        foreach (var option in (Option[])[threads, json])
            verb.Add(option);
        verb.SetAction(parsed =>
        {
            var chosen = embed.Read(parsed);
            var options = new VectorExportOptions(parsed.GetValue(texts)!, parsed.GetValue(file)!)
            {
                Model = chosen.Model,
                Dim = chosen.Dim,
                Precision = chosen.Precision,
                Cache = chosen.Cache,
                Device = chosen.Device,
                DeviceBytesMax = chosen.DeviceBytesMax,
                Threads = parsed.GetValue(threads),
            };
            var summary = Embed(options, host);
            if (parsed.GetValue(json))
                JsonText.Print(host, summary);
            else
                host.Output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{summary.Rows:N0} × {summary.Dim} by {summary.Model} on {summary.Device} → {options.Output}"));
            return ExitCode.Done;
        });
        return verb;
    }

    private static VectorExportSummary Embed(VectorExportOptions options, Host host)
    {
        VectorExportSummary? summary = null;
        Session.Watch(host, (_, progress) => summary = VectorExport.Run(
            options,
            (done, total) => progress.Report(new StageProgress(Stage.Embed, "embedding texts", done, total, "texts")),
            host.Cancellation));
        return summary!;
    }
}
