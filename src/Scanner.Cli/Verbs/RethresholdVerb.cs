using Scanner.Cli.Stages;
using Scanner.Cli.Terminal;
using Scanner.Runs;

namespace Scanner.Cli.Verbs;

/// <summary>scan rethreshold: weighs a finished run again, without reading, embedding or joining anything.</summary>
internal static class RethresholdVerb
{
    public static VerbCommand Make(Host host)
    {
        var run = Flags.Run();
        var flags = new ScoreFlags();
        var threads = Flags.Threads();
        var json = Flags.Json();
        var verb = new VerbCommand(
            "rethreshold", "Weighs a finished run again, and reports; nothing is embedded or joined again.",
            "scan rethreshold my-run --fdr 0.01", "scan rethreshold my-run --report-min 2 --allow known.txt")
        { run };
        flags.AddTo(verb);
        verb.Add(threads);
        verb.Add(json);
        verb.SetAction(parsed =>
        {
            var options = flags.Apply(parsed, new PipelineOptions());
            string path = parsed.GetValue(run)!;
            RunFolder.Open(path).Dispose();
            var stages = new List<StageOutcome>();
            Session.InRun(path, parsed.GetValue(threads), host, context =>
            {
                foreach (var stage in (Stage[])[Stage.Score, Stage.Report])
                {
                    stages.Add(Pipeline.RunStage(context, stage, options));
                    context.Log.Information("{Stage:l}", StageLine.Of(stages[^1]));
                }
            });
            using var done = RunFolder.Open(path);
            var result = new ScanResult(done.Artifact(Stage.Report, "report.html"), stages);
            if (parsed.GetValue(json))
                JsonText.Print(host, result.ForMachines());
            else
                host.Output.Write(result.Text());
            return ExitCode.Done;
        });
        return verb;
    }
}
