using System.CommandLine;
using Scanner.Cli.Stages;
using Scanner.Cli.Terminal;
using Scanner.Ingest;
using Scanner.Report;
using Scanner.Runs;

namespace Scanner.Cli.Verbs;

/// <summary>scan ingest: logs to requests and distinct texts.</summary>
internal static class IngestVerb
{
    public static VerbCommand Make(Host host)
    {
        var flags = new IngestFlags();
        var run = Flags.Out();
        run.Required = false;
        var explain = new Option<bool>("--explain")
        {
            Description = "Only tell what is read from where, with examples and rejects; needs no --out.",
        };
        var threads = Flags.Threads();
        var force = Flags.Force();
        var json = Flags.Json();
        var verb = new VerbCommand(
            "ingest", "Reads logs into a run folder.",
            "scan ingest log.jsonl --explain",
            "scan ingest log.csv --explain --map account=customer --map prompt=input.text",
            "scan ingest 'logs/**/*.jsonl.gz' --out my-run --accounts accounts.csv")
        { run };
        flags.AddTo(verb);
        foreach (var option in (Option[])[explain, threads, force, json])
            verb.Add(option);
        verb.Validators.Add(result =>
        {
            if (!result.GetValue(explain) && result.GetValue(run) is null)
                result.AddError("--out: found none, expected the run folder to write, such as --out my-run.");
        });
        verb.SetAction(parsed =>
        {
            var options = flags.Apply(parsed, new PipelineOptions());
            Pipeline.Check(options);
            if (parsed.GetValue(explain))
                Explain(options.Ingest!, parsed.GetValue(json), host);
            else
                Ingest(
                    parsed.GetValue(run)!, options, parsed.GetValue(threads), parsed.GetValue(force),
                    parsed.GetValue(json), host);
            return ExitCode.Done;
        });
        return verb;
    }

    private static void Explain(IngestOptions options, bool json, Host host)
    {
        var explanation = IngestExplainer.Explain(options);
        // What is shown to understand a log is pasted into tickets.
        explanation = explanation with { Examples = [.. explanation.Examples.Select(Masked)] };
        if (json)
            JsonText.Print(host, explanation);
        else
            host.Output.Write(explanation.ToText());
    }

    private static LogRequest Masked(LogRequest request) => request with
    {
        SystemPrompt = Masked(request.SystemPrompt),
        Prompt = Masked(request.Prompt),
        Response = Masked(request.Response),
        UserAgent = Masked(request.UserAgent),
        ApiKey = Masked(request.ApiKey),
        Tools = Masked(request.Tools),
    };

    private static string? Masked(string? text) => text is null ? null : Masking.Mask(text);

    private static void Ingest(string run, PipelineOptions options, int threads, bool force, bool json, Host host)
    {
        StageOutcome? outcome = null;
        Session.InRun(run, threads, host, context =>
        {
            Pipeline.RefuseOtherLogs(context.Run, options, force);
            outcome = Pipeline.RunStage(context, Stage.Ingest, options);
            IngestNotes.Log(context, outcome);
        });
        if (json)
            JsonText.Print(host, StageLine.ForMachines(outcome!));
        else
            host.Output.WriteLine(StageLine.Of(outcome!));
    }
}
