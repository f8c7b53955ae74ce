using System.CommandLine;
using Scanner.Cli.Stages;
using Scanner.Cli.Terminal;
using Scanner.Runs;

namespace Scanner.Cli.Verbs;

/// <summary>scan ingest: logs to requests and distinct texts.</summary>
internal static class IngestVerb
{
    public static VerbCommand Make(Host host)
    {
        var flags = new IngestFlags();
        var run = Flags.Out();
        var explain = new Option<bool>("--explain")
        {
            Description = "Tell what was mapped from where, with examples, and what was rejected and why.",
        };
        var threads = Flags.Threads();
        var force = Flags.Force();
        var json = Flags.Json();
        var verb = new VerbCommand(
            "ingest", "Reads logs into a run folder.",
            "scan ingest log.jsonl --out my-run --explain", "scan ingest 'logs/**/*.jsonl.gz' --out my-run --accounts accounts.csv")
        { run };
        flags.AddTo(verb);
        foreach (var option in (Option[])[explain, threads, force, json])
            verb.Add(option);
        verb.SetAction(parsed =>
        {
            var options = flags.Apply(parsed, new PipelineOptions());
            Pipeline.Check(options);
            StageOutcome? outcome = null;
            Session.InRun(parsed.GetValue(run)!, parsed.GetValue(threads), host, context =>
            {
                Pipeline.RefuseOtherLogs(context.Run, options, parsed.GetValue(force));
                outcome = Pipeline.RunStage(context, Stage.Ingest, options);
                IngestNotes.Log(context, outcome);
            });
            if (parsed.GetValue(json))
                JsonText.Print(host, StageLine.ForMachines(outcome!));
            else
                host.Output.WriteLine(StageLine.Of(outcome!));
            return ExitCode.Done;
        });
        return verb;
    }
}
