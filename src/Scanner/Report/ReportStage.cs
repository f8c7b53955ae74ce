using Scanner.Report.Page;
using Scanner.Report.Reading;
using Scanner.Runs;

namespace Scanner.Report;

/// <summary>
/// The shell of the sixth stage: everything to <c>report.html</c>, <c>campaigns.json</c> and
/// <c>assignments.parquet</c>, which people and other systems read.
/// </summary>
public static class ReportStage
{
    /// <summary>Changes when the same input would give another page.</summary>
    public const int Version = 1;

    /// <summary>Runs the stage, or returns the summary of a fresh one.</summary>
    /// <exception cref="ScanException">An earlier stage is missing, or an option is out of range.</exception>
    public static ReportSummary Run(StageContext context, ReportOptions options)
    {
        if (options.Examples is < 0 or > Limits.ReportExamplesMax)
            throw new ScanException($"--examples: found {options.Examples}, expected 0 to {Limits.ReportExamplesMax}.");
        return context.Run.Publish(Stage.Report, Version, options, folder => Write(context, options, folder));
    }

    private static ReportSummary Write(StageContext context, ReportOptions options, string folder)
    {
        Tell(context, "gathering evidence", 0);
        using var database = Database.InMemory(new DatabaseOptions(
            context.Threads, Limits.DatabaseBytesMax, folder, context.Cancellation));
        var content = RunReading.Read(context.Run, database, options);

        Tell(context, "writing the page", 1);
        using (var page = new StreamWriter(Path.Combine(folder, "report.html"))) ReportPage.Of(content).WriteTo(page);
        Copy(context.Run, Stage.Score, "campaigns.json", folder);
        Copy(context.Run, Stage.Cluster, "assignments.parquet", folder);
        Tell(context, "done", 2);
        return Summary(content);
    }

    private static void Copy(RunFolder run, Stage stage, string file, string folder) =>
        File.Copy(run.Artifact(stage, file), Path.Combine(folder, file));

    private static ReportSummary Summary(ReportContent content) => new()
    {
        Requests = content.Found.Scanned.Requests,
        Accounts = content.Found.Scanned.Accounts,
        FirstSeen = content.Found.Scanned.FirstSeen,
        LastSeen = content.Found.Scanned.LastSeen,
        Fdr = content.Found.Fdr,
        Rejects = content.Scan.Rejects,
        Cleared = content.Found.Considered.Count,
        Campaigns = [.. content.Found.Campaigns.Select(campaign => new CampaignLine(
            campaign.Id, campaign.Score, campaign.Confidence, campaign.Accounts.Count, campaign.Requests,
            campaign.FirstSeen, campaign.LastSeen, CampaignTable.Title(campaign)))],
    };

    private static void Tell(StageContext context, string doing, int done) =>
        context.Progress.Report(new StageProgress(Stage.Report, doing, done, 2, "steps"));
}
