using System.Text.Json.Nodes;
using Scanner.Ingest;
using Scanner.Runs;
using Serilog.Core;

namespace Scanner.Bench.Detection;

/// <summary>A composed log, scanned.</summary>
/// <param name="Name">Scenario and seed, "dev-main-21".</param>
/// <param name="Folder">Folder of the log.</param>
/// <param name="Verdict">What the evaluator says of the report.</param>
/// <param name="Candidates">All candidates with their labels.</param>
/// <param name="Report">campaigns.json of the run.</param>
/// <param name="Run">Folder of the run.</param>
internal sealed record ComposedScan(
    string Name, string Folder, JsonNode Verdict, List<LabelledCandidate> Candidates, JsonNode Report, string Run)
{
    private const int DrawnRequests = 50_000;
    private const int DrawnCampaigns = 9;

    /// <summary>Composes and scans the log of a name such as "dev-main-21"; drawn-7 is drawn with seed 7.</summary>
    public static ComposedScan Of(ComposedLogs logs, string name, PipelineOptions? options = null)
    {
        var dash = name.LastIndexOf('-');
        var (scenario, seed) = (name[..dash], int.Parse(name[(dash + 1)..]));
        var json = scenario == "drawn"
            ? new DrawnScenario(seed).Draw(DrawnRequests, DrawnCampaigns) : logs.Scenario(scenario);
        return Of(logs, json, scenario, seed, options);
    }

    /// <summary>Composes and scans the log of a scenario.</summary>
    public static ComposedScan Of(
        ComposedLogs logs, JsonObject scenario, string name, int seed, PipelineOptions? options = null)
    {
        var folder = logs.Compose(scenario, name, seed);
        using var run = Scan(folder, Path.Combine(folder, "log.jsonl"),
            Path.Combine(logs.Work, "runs", $"{name}-{seed}"), options ?? new PipelineOptions());
        var report = run.Artifact(Stage.Report, "campaigns.json");
        return new ComposedScan($"{name}-{seed}", folder, logs.Evaluate(folder, report),
            LabelledCandidate.Read($"{name}-{seed}", folder, run), JsonNode.Parse(File.ReadAllText(report))!, run.Path);
    }

    /// <summary>Scans a log with its side tables; stages that are fresh are kept.</summary>
    public static RunFolder Scan(string folder, string log, string runPath, PipelineOptions options)
    {
        var run = RunFolder.Create(runPath);
        var context = new StageContext(run, Logger.None, new Progress<StageProgress>(), Environment.ProcessorCount,
            CancellationToken.None);
        Pipeline.Run(context, options with
        {
            Ingest = new IngestOptions
            {
                Inputs = [log],
                Accounts = Path.Combine(folder, "accounts.csv"),
                Releases = Path.Combine(folder, "model_releases.csv"),
            },
        }, force: true, _ => { });
        return run;
    }
}
