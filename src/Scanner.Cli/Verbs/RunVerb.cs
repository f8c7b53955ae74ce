using System.CommandLine;
using Scanner.Cli.Stages;

namespace Scanner.Cli.Verbs;

/// <summary>scan run: all stages, from logs to a report.</summary>
internal static class RunVerb
{
    public static VerbCommand Make(Host host)
    {
        IStageFlags[] stages =
            [new IngestFlags(), new EmbedFlags(), new JoinFlags(), new ScoreFlags(), new ReportFlags()];
        var run = Flags.Out();
        var threads = Flags.Threads();
        var force = Flags.Force();
        var fail = new Option<bool>("--fail-on-campaigns")
        {
            Description = $"Exit with {ExitCode.CampaignsFound} when campaigns are found.",
        };
        var json = Flags.Json();
        var verb = new VerbCommand(
            "run", "Scans logs: runs every stage that is not fresh, and tells what was found.",
            "scan run log.jsonl --out my-run",
            "scan run logs/*.parquet --out my-run --accounts accounts.csv --releases model_releases.csv",
            "scan run log.csv --out my-run --map account=customer --map prompt=input.text",
            "scan run log.jsonl --out my-run --json --fail-on-campaigns")
        { run };
        foreach (var flags in stages)
            flags.AddTo(verb);
        foreach (var option in (Option[])[threads, force, fail, json])
            verb.Add(option);
        verb.SetAction(parsed =>
        {
            var options = stages.Aggregate(new PipelineOptions(), (all, flags) => flags.Apply(parsed, all));
            var scan = new Scan(parsed.GetValue(run)!, options, parsed.GetValue(threads), parsed.GetValue(force));
            var found = scan.Run(host);
            if (parsed.GetValue(json))
                JsonText.Print(host, found.ForMachines());
            else
                host.Output.Write(found.Text());
            return parsed.GetValue(fail) && found.Report.Campaigns.Count > 0 ? ExitCode.CampaignsFound : ExitCode.Done;
        });
        return verb;
    }
}
