using Scanner.Cli.Stages;
using Scanner.Cli.Terminal;
using Scanner.Runs;

namespace Scanner.Cli.Verbs;

/// <summary>A verb for one stage of an existing run: scan embed, join, cluster, score, report.</summary>
internal static class StageVerb
{
    public static VerbCommand Embed(Host host) => Make(
        host, Stage.Embed, "Turns the run's distinct texts into vectors.", new EmbedFlags(),
        "scan embed my-run", "scan embed my-run --model models/my-encoder --device cuda");

    public static VerbCommand Join(Host host) => Make(
        host, Stage.Join, "Finds all texts that are alike.", new JoinFlags(),
        "scan join my-run", "scan join my-run --threshold 0.85");

    public static VerbCommand Cluster(Host host) => Make(
        host, Stage.Cluster, "Makes templates of texts that are alike.", null, "scan cluster my-run");

    public static VerbCommand Score(Host host) => Make(
        host, Stage.Score, "Weighs the evidence and finds campaigns.", new ScoreFlags(),
        "scan score my-run", "scan score my-run --fdr 0.01");

    public static VerbCommand Report(Host host) => Make(
        host, Stage.Report, "Writes the report that people read.", new ReportFlags(),
        "scan report my-run", "scan report my-run --account-ids hmac", "scan report my-run --show-slots");

    private static VerbCommand Make(
        Host host, Stage stage, string description, IStageFlags? flags, params string[] examples)
    {
        var run = Flags.Run();
        var threads = Flags.Threads();
        var json = Flags.Json();
        var verb = new VerbCommand(stage.Verb(), description, examples) { run };
        flags?.AddTo(verb);
        verb.Add(threads);
        verb.Add(json);
        verb.SetAction(parsed =>
        {
            var options = new PipelineOptions();
            options = flags?.Apply(parsed, options) ?? options;
            Pipeline.Check(options);
            string path = parsed.GetValue(run)!;
            // A stage of a run that does not exist is a typing error: no folder is made of it.
            RunFolder.Open(path).Dispose();
            StageOutcome? outcome = null;
            Session.InRun(path, parsed.GetValue(threads), host,
                context => outcome = Pipeline.RunStage(context, stage, options));
            if (parsed.GetValue(json))
                JsonText.Print(host, StageLine.ForMachines(outcome!));
            else if (stage == Stage.Report)
                host.Output.Write(ScanResult.Of(path, [outcome!]).Text());
            else
                host.Output.WriteLine(StageLine.Of(outcome!));
            return ExitCode.Done;
        });
        return verb;
    }
}
