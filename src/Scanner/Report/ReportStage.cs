using System.Text.Json;
using Scanner.Report.Page;
using Scanner.Report.Reading;
using Scanner.Runs;
using Scanner.Score;

namespace Scanner.Report;

/// <summary>
/// The shell of the sixth stage: everything to <c>report.html</c>, <c>campaigns.json</c> and
/// <c>assignments.parquet</c>, which people and other systems read.
/// </summary>
public static class ReportStage
{
    /// <summary>Changes when the same input would give another page.</summary>
    public const int Version = 7;

    /// <summary>Runs the stage, or returns the summary of a fresh one.</summary>
    /// <exception cref="ScanException">An earlier stage is missing, or an option is out of range.</exception>
    public static ReportSummary Run(StageContext context, ReportOptions options)
    {
        if (options.Examples is < 0 or > Limits.ReportExamplesMax)
            throw new ScanException($"--examples: found {options.Examples}, expected 0 to {Limits.ReportExamplesMax}.");
        var names = AccountNames.For(context.Run, options.AccountIds, options.AccountKey);
        var marked = options with { KeyMark = names.KeyMark };
        return context.Run.Publish(Stage.Report, Version, marked, folder => Write(context, options, names, folder));
    }

    private static ReportSummary Write(
        StageContext context, ReportOptions options, AccountNames names, string folder)
    {
        Tell(context, "gathering evidence", 0);
        using var database = Database.InMemory(new DatabaseOptions(
            context.Threads, Limits.DatabaseBytesMax, folder, context.Cancellation));
        var content = RunReading.Read(context.Run, database, options, names);

        Tell(context, "writing the page", 1);
        using (var page = new StreamWriter(Path.Combine(folder, "report.html"))) ReportPage.Of(content).WriteTo(page);
        File.WriteAllBytes(Path.Combine(folder, "campaigns.json"),
            JsonSerializer.SerializeToUtf8Bytes(content.Found, CampaignSet.Json));
        File.Copy(context.Run.Artifact(Stage.Cluster, "assignments.parquet"),
            Path.Combine(folder, "assignments.parquet"));
        Tell(context, "done", 2);
        return Summary(content);
    }

    private static ReportSummary Summary(ReportContent content) => new()
    {
        Requests = content.Found.Scanned.Requests,
        Accounts = content.Found.Scanned.Accounts,
        InCampaigns = content.Found.Campaigns.SelectMany(campaign => campaign.Accounts)
            .Select(account => account.Id).Distinct().Count(),
        FirstSeen = content.Found.Scanned.FirstSeen,
        LastSeen = content.Found.Scanned.LastSeen,
        Fdr = content.Found.Fdr,
        Rejects = content.Scan.Rejects,
        Cleared = content.Found.Considered.Count,
        Campaigns = [.. content.Found.Campaigns.Select((campaign, index) => new CampaignLine(
            campaign.Id, campaign.Score, campaign.Confidence, campaign.Accounts.Count, campaign.Requests,
            campaign.FirstSeen, campaign.LastSeen, CampaignTable.Title(campaign), [.. CampaignTable.Why(campaign)],
            [.. FirstLook.Accounts(content, index).Select(account => account.Id)],
            FirstLook.Clearing(campaign).FirstOrDefault().Clearing ?? "")
        {
            KnownAs = KnownPart.Names(campaign),
        })],
    };

    private static void Tell(StageContext context, string doing, int done) =>
        context.Progress.Report(new StageProgress(Stage.Report, doing, done, 2, "steps"));
}
