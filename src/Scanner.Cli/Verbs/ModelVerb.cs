using System.CommandLine;
using System.Globalization;
using Scanner.Cli.Stages;
using Scanner.Embed;

namespace Scanner.Cli.Verbs;

/// <summary>scan model: which embedding models there are, adding one, trying one.</summary>
internal static class ModelVerb
{
    public static VerbCommand Make(Host host) => new(
        "model", "Lists, adds and checks embedding models.",
        "scan model list", "scan model check default --json",
        "scan model add exports/e5-small --threshold 0.9 --prefix \"query: \"")
    {
        List(host), Add(host), Check(host),
    };

    private static VerbCommand List(Host host)
    {
        var json = Flags.Json();
        var verb = new VerbCommand(
            "list", "Lists the models that have a name: what ships, and what was added.", "scan model list") { json };
        verb.SetAction(parsed =>
        {
            var models = ModelFiles.All()
                .Select(folder => new { Name = Path.GetFileName(folder), Path = folder }).ToList();
            if (parsed.GetValue(json))
                JsonText.Print(host, models);
            else
                foreach (var model in models)
                    host.Output.WriteLine($"  {model.Name,-20} {model.Path}");
            return ExitCode.Done;
        });
        return verb;
    }

    private static VerbCommand Add(Host host)
    {
        var folder = new Argument<string>("FOLDER")
        {
            Description = "A model in Hugging Face layout: config.json, tokenizer.json, onnx/model.onnx.",
        };
        var name = new Option<string?>("--name")
        {
            HelpName = "NAME",
            Description = "What --model is to call it; the folder's name where none is given.",
        };
        var threshold = new Option<double?>("--threshold")
        {
            HelpName = "T",
            Description = "The least cosine similarity of near-duplicates, in (0, 1], where a run is given none.",
        };
        var prefix = new Option<string?>("--prefix")
        {
            HelpName = "TEXT",
            Description = "What is put before every text, such as \"query: \" for E5.",
        };
        Flags.Expect(threshold, IsThreshold, "a number in (0, 1]");
        var verb = new VerbCommand(
            "add", "Tries a model and copies it, so that --model takes its name.",
            "scan model add exports/e5-small --threshold 0.9 --prefix \"query: \"")
        { folder, name, threshold, prefix };
        verb.SetAction(parsed =>
        {
            string added = AddedModel.Add(parsed.GetValue(folder)!, new AddedModelOptions(
                parsed.GetValue(name), parsed.GetValue(threshold), parsed.GetValue(prefix)));
            host.Output.WriteLine($"added {added}; use it by --model {Path.GetFileName(added)}");
            return ExitCode.Done;
        });
        return verb;
    }

    private static VerbCommand Check(Host host)
    {
        var model = new Argument<string>("MODEL") { Description = "A model's name, or its folder." };
        var (dim, precision) = (EmbedFlags.MakeDim(), EmbedFlags.MakePrecision());
        var (device, threads, json) = (Flags.Device(), Flags.Threads(), Flags.Json());
        var verb = new VerbCommand(
            "check", "Loads a model, embeds a few texts, and tells what it is, how fast, or what is wrong.",
            "scan model check default", "scan model check exports/e5-small --precision int8")
        { model, dim, precision, device, threads, json };
        verb.SetAction(parsed =>
        {
            var folder = ModelFolder.Open(
                parsed.GetValue(model)!, parsed.GetValue(dim), parsed.GetValue(precision));
            WebGpuTrial.Check(parsed.GetValue(device)!);
            var report = ModelCheck.Run(folder, parsed.GetValue(device)!, parsed.GetValue(threads));
            if (parsed.GetValue(json))
                JsonText.Print(host, report);
            else
                host.Output.Write(Text(report));
            return ExitCode.Done;
        });
        return verb;
    }

    private static string Text(ModelReport report)
    {
        var (near, far) = (report.SimilarityOfNear, report.SimilarityOfFar);
        return string.Create(CultureInfo.InvariantCulture, $"""
            {report.Name} works on {report.Device}
              folder       {report.Path}
              hash         {report.Hash}
              dim          {report.Dim}
              vocabulary   {report.VocabularySize:N0} tokens
              longest text {report.TokensMax:N0} tokens
              pooling      {report.Pooling.ToString().ToLowerInvariant()}
              prefix       {(report.Prefix.Length == 0 ? "none" : $"\"{report.Prefix}\"")}
              threshold    {report.Threshold?.ToString(CultureInfo.InvariantCulture) ?? "none: runs need --threshold"}
              speed        {report.TokensPerSecond:N0} tokens a second
              similarity   {near:0.00} of requests that differ in a name, {far:0.00} of others

            """);
    }

    private static bool IsThreshold(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
        && value is > 0 and <= 1;
}
