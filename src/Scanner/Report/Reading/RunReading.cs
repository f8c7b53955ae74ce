using System.Collections.Immutable;
using Scanner.Runs;

namespace Scanner.Report.Reading;

/// <summary>Reads from a run's artifacts all that a report shows.</summary>
internal static class RunReading
{
    /// <param name="run">The run; Score is published.</param>
    /// <param name="database">An empty database.</param>
    /// <param name="options">What the report shows.</param>
    /// <param name="names">How accounts are named.</param>
    public static ReportContent Read(RunFolder run, Database database, ReportOptions options, AccountNames names)
    {
        var path = run.Artifact(Stage.Score, "campaigns.json");
        RunTables.Define(database, run);
        // Raw names may stand in sentences as they are.
        var known = options.AccountIds == AccountIds.Raw ? [] : Registrations.AllNames(database);
        var found = new MaskedCampaigns(names, options.ShowSlots, known)
            .Of(CampaignFile.Parse(File.ReadAllBytes(path), path));
        Traits.Define(database);

        var share = new FairShare([.. found.Campaigns.Select(campaign => campaign.Accounts.Count)]);
        var traffic = Timelines.Traffic(database, share.TimelineBins);
        var counts = traffic is null ? [] : Timelines.Campaigns(database, traffic);
        var bans = traffic is null ? null : Registrations.Bans(database, traffic);
        var examples = Examples.Read(database, found.Campaigns, names, options);
        var shared = Traits.Shared(database, share.MatrixColumns);
        var ties = Ties.Read(database, names);
        var countries = Traits.Countries(database);
        var activity = traffic is null
            ? null
            : Activity.Read(database, traffic, share.HeatRows(traffic.Counts.Count), names);
        CampaignDetail[] details = [.. found.Campaigns.Select(campaign => new CampaignDetail(
            counts.GetValueOrDefault(campaign.Id) ?? [], [.. bans?[campaign.Id] ?? []], [.. examples[campaign.Id]],
            [.. shared[campaign.Id]], [.. countries[campaign.Id]])
        {
            Activity = [.. activity?[campaign.Id] ?? []],
            Ties = ties.GetValueOrDefault(campaign.Id) ?? ImmutableDictionary<string, Tie>.Empty,
            MatrixColumns = Math.Min(campaign.Accounts.Count, share.MatrixColumns),
        })];
        return new ReportContent
        {
            Found = found,
            Details = details,
            Outside = traffic is null ? [] : Timelines.Outside(database, traffic),
            Map = TemplateMap.Read(run, database, found),
            Overlaps = Overlaps.Of(found.Campaigns, details),
            Registrations = Registrations.Read(database, names),
            Traffic = traffic,
            Releases = traffic is null ? [] : Registrations.Releases(database, traffic),
            Scan = Facts.Read(run),
        };
    }
}
