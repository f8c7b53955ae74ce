using Scanner.Score;

namespace Scanner.Report.Page;

/// <summary>
/// Requests over time: the campaign above, what belongs to no campaign below, on one time axis. Each panel has its own
/// scale, said in the legend.
/// </summary>
internal static class TimelineChart
{
    private const int SparkBinsMax = 72;
    private const int SparkHeight = 24;

    public static Markup Of(ReportContent content, Campaign campaign, CampaignDetail detail)
    {
        if (content.Traffic is not { } traffic || detail.Counts.Count == 0)
            return Markup.None;
        var outsideMax = content.Outside.DefaultIfEmpty().Max();
        var height = StepPath.ExactHeight(detail.Counts);
        return $"""
            {CampaignParts.Heading(campaign.Id, CampaignParts.When)}
            <figure class="timeline" data-start="{traffic.Start:yyyy-MM-ddTHH:mm:ssZ}" data-hours="{traffic.BinHours}">
            <svg width="100%" height="166" role="img" tabindex="0" aria-label="{Described(traffic, campaign, detail)}">
            <svg class="panel campaign-panel" y="18" width="100%" height="84"
              viewBox="0 0 {detail.Counts.Count} {height}" preserveAspectRatio="none"
              ><path d="{StepPath.Of(detail.Counts, height)}"/></svg>
            <svg class="panel traffic-panel" y="110" width="100%" height="34"
              viewBox="0 0 {traffic.Counts.Count} {StepPath.ExactHeight(content.Outside)}" preserveAspectRatio="none"
              ><use href="#outside"/></svg>
            <use href="#axis"/>
            {detail.Bans.Select(ban => Ban(traffic, ban))}
            <line class="cursor" y1="14" y2="144" hidden/>
            </svg>
            <figcaption>
            <span class="key campaign-key">this campaign, at most {detail.Counts.Max():N0} per {TimeAxis.Bin(traffic)}
            </span>
            <span class="key traffic-key">outside campaigns, at most {outsideMax:N0} per {TimeAxis.Bin(traffic)}</span>
            {BanKey(detail)}
            <output></output>
            </figcaption>
            </figure>
            </section>
            """;
    }

    /// <summary>The campaign's course in a table cell.</summary>
    public static Markup Sparkline(IReadOnlyList<long> counts)
    {
        if (counts.Count == 0) return Markup.None;
        // More bins than half its pixels would not be seen.
        var each = (counts.Count + SparkBinsMax - 1) / SparkBinsMax;
        long[] sums = [.. counts.Chunk(each).Select(bins => bins.Sum())];
        return $"""
            <svg class="spark" viewBox="0 0 {sums.Length} {SparkHeight}" preserveAspectRatio="none" aria-hidden="true"
              ><path d="{StepPath.Of(sums, SparkHeight)}"/></svg>
            """;
    }

    private static Markup Ban(TimeSeries traffic, BanDay ban)
    {
        var noon = TimeAxis.Percent(traffic, ban.Day.AddHours(12));
        return $"""
            <line class="ban" x1="{noon:0.##}%" x2="{noon:0.##}%" y1="102" y2="110"><title>{Wording.Day(ban.Day)}:
            {Wording.Count(ban.Accounts, "account")} banned</title></line>
            """;
    }

    private static Markup BanKey(CampaignDetail detail)
    {
        if (detail.Bans.Count == 0) return Markup.None;
        var accounts = Wording.Count(detail.Bans.Sum(ban => ban.Accounts), "account");
        return $"""<span class="key ban-key">{accounts} banned on {Wording.Count(detail.Bans.Count, "day")}</span>""";
    }

    private static string Described(TimeSeries traffic, Campaign campaign, CampaignDetail detail)
    {
        var peak = detail.Counts.Index().MaxBy(bin => bin.Item);
        var active = detail.Counts.Count(count => count > 0);
        return $"Requests of campaign {campaign.Id} over time. Peak: {peak.Item} in the {TimeAxis.Bin(traffic)} from "
            + $"{Wording.Minute(traffic.Start.AddHours(peak.Index * traffic.BinHours))}. "
            + $"Active in {active} of {detail.Counts.Count} bins.";
    }
}
