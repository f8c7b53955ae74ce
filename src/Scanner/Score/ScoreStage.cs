using System.Text.Json;
using Scanner.Cluster;
using Scanner.Embed;
using Scanner.Ingest;
using Scanner.Runs;
using Scanner.Score.Channels;
using Scanner.Score.Shift;

namespace Scanner.Score;

/// <summary>The shell of the fifth stage: templates and accounts to campaigns.json and members.parquet.</summary>
public static class ScoreStage
{
    /// <summary>Changes when the same input would give other artifacts.</summary>
    public const int Version = 24;

    /// <summary>Runs the stage, or returns the summary of a fresh one.</summary>
    public static ScoreSummary Run(StageContext context, ScoreOptions options)
    {
        if (options.Fdr is not (> 0 and <= 1))
        {
            throw new ScanException($"--fdr: found {options.Fdr}, expected a rate in (0, 1], for example 0.05.");
        }

        return context.Run.Publish(Stage.Score, Version, options, folder => Write(context, options, folder));
    }

    private static ScoreSummary Write(StageContext context, ScoreOptions options, string folder)
    {
        using var database = Database.InMemory(new DatabaseOptions(
            context.Threads, Limits.DatabaseBytesMax, folder, context.Cancellation));
        var requests = RequestTable.Load(context.Run, database);
        var population = Population.Build(requests, AccountTable.Load(context.Run, database), options.Allowed);
        var templates = TemplateTable.LoadRows(context.Run, database);
        var set = TemplateTable.Load(context.Run, database, requests, templates);
        using var vectors = RunVectors.Open(context.Run);
        var scene = new Scene(population, (row, vector) => vectors.CopyRows(row, 1, vector), vectors.Dim,
            Rhythm.Gathering(Enumerable.Range(0, requests.Count), requests),
            ReleaseTable.LastWithin(context.Run, database, requests), ReplayTable.Load(context.Run, database));

        var allowed = AllowList.Templates(options.Allowed, context.Run, database);
        var judged = Judge(CandidateGrouping.Group(set, population, options, allowed), scene, options, context);
        var campaigns = CampaignAssembly.Assemble(judged, set, scene, options);
        var shift = DistributionShift.Measure(scene);
        var report = new CampaignComposer(scene, templates, shift, options).Compose(campaigns, judged);
        File.WriteAllBytes(Path.Combine(folder, "campaigns.json"),
            JsonSerializer.SerializeToUtf8Bytes(report, CampaignSet.Json));
        WriteMembers(database, folder, report, campaigns, population);
        EvidenceTables.Write(database, folder, judged, population);
        EvidenceTables.WriteShift(database, folder, shift, population);
        return new ScoreSummary(judged.Length, report.Campaigns.Count,
            report.Campaigns.SelectMany(campaign => campaign.Accounts).Select(account => account.Id).Distinct().Count(),
            report.Campaigns.Count(campaign => campaign.Confidence == "high"));
    }

    private static Judged[] Judge(
        List<Candidate> candidates, Scene scene, ScoreOptions options, StageContext context)
    {
        var judged = new Judged[candidates.Count];
        var done = 0;
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = context.Threads,
            CancellationToken = context.Cancellation,
        };
        Parallel.For(0, candidates.Count, parallel, index =>
        {
            judged[index] = CampaignAssembly.Judge(candidates[index], scene, options);
            context.Progress.Report(new StageProgress(Stage.Score, "weighing evidence",
                Interlocked.Increment(ref done), candidates.Count, "candidates"));
        });
        return judged;
    }

    private static void WriteMembers(
        Database database, string folder, CampaignSet report, List<Judged> campaigns, Population population)
    {
        database.Execute("CREATE TABLE members (campaign VARCHAR, account VARCHAR, template VARCHAR, requests BIGINT)");
        using (var writer = database.Append("members"))
        {
            foreach (var (campaign, judged) in report.Campaigns.Zip(campaigns))
            {
                var accounts = campaign.Accounts.Select(account => account.Id).ToHashSet();
                var candidate = judged.Candidate;
                foreach (var ((account, template), requests) in candidate.Requests
                    .Select((request, i) =>
                        (Account: population.Requests.Accounts[request]!, Template: candidate.TemplateOf[i]))
                    .Where(pair => accounts.Contains(pair.Account)).CountBy(pair => pair)
                    .OrderBy(pair => pair.Key.Account, StringComparer.Ordinal).ThenBy(pair => pair.Key.Template))
                {
                    writer.SetText(0, campaign.Id);
                    writer.SetText(1, account);
                    writer.SetText(2, TemplateSet.Id(template));
                    writer.Set(3, (long)requests);
                    writer.EndRow();
                }
            }
        }

        database.SaveParquet("members", Path.Combine(folder, "members.parquet"));
    }
}
