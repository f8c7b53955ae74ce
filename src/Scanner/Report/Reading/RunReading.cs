using Scanner.Runs;

namespace Scanner.Report.Reading;

/// <summary>Reads from a run's artifacts all that a report shows.</summary>
internal static class RunReading
{
    /// <param name="run">The run; Score is published.</param>
    /// <param name="database">An empty database.</param>
    /// <param name="options">What the report shows.</param>
    public static ReportContent Read(RunFolder run, Database database, ReportOptions options)
    {
        var path = run.Artifact(Stage.Score, "campaigns.json");
        var found = CampaignFile.Parse(File.ReadAllBytes(path), path);
        RunTables.Define(database, run);
        Traits.Define(database);

        var traffic = Timelines.Traffic(database);
        var counts = traffic is null ? [] : Timelines.Campaigns(database, traffic);
        var bans = traffic is null ? null : Registrations.Bans(database, traffic);
        var examples = Examples.Read(database, options.Examples);
        var shared = Traits.Shared(database);
        var countries = Traits.Countries(database);
        return new ReportContent
        {
            Found = found,
            Details = [.. found.Campaigns.Select(campaign => new CampaignDetail(
                counts.GetValueOrDefault(campaign.Id) ?? [], [.. bans?[campaign.Id] ?? []], [.. examples[campaign.Id]],
                [.. shared[campaign.Id]], [.. countries[campaign.Id]]))],
            Registrations = Registrations.Read(database),
            Traffic = traffic,
            Releases = traffic is null ? [] : Registrations.Releases(database, traffic),
            Scan = Facts.Read(run),
        };
    }
}
