using System.Globalization;
using System.Text;
using Scanner.Score;

namespace Scanner.Report.Page;

/// <summary>
/// Requests over time: the campaign above, what belongs to no campaign below, on one time axis. Each panel has its own
/// scale, said in the legend. Places along the axis are percentages, so the drawing fits any width without shrinking
/// its letters.
/// </summary>
internal static class TimelineChart
{
    private const int TicksMax = 7;
    private const int SparkBinsMax = 72;

    public static Markup Of(ReportContent content, Campaign campaign, CampaignDetail detail)
    {
        if (content.Traffic is not { } traffic || detail.Counts.Count == 0)
            return Markup.None;
        var outsideMax = content.Outside.DefaultIfEmpty().Max();
        return $"""
            <section>
            <h3>When</h3>
            <figure class="timeline" data-start="{traffic.Start:yyyy-MM-ddTHH:mm:ssZ}" data-hours="{traffic.BinHours}"
              data-campaign="{Join(detail.Counts)}">
            <svg width="100%" height="166" role="img" tabindex="0" aria-label="{Described(traffic, campaign, detail)}">
            <svg class="panel campaign-panel" y="18" width="100%" height="84" viewBox="0 0 {detail.Counts.Count} 84"
              preserveAspectRatio="none" aria-hidden="true"><path d="{Steps(detail.Counts, 84)}"/></svg>
            <svg class="panel traffic-panel" y="110" width="100%" height="34" viewBox="0 0 {traffic.Counts.Count} 34"
              preserveAspectRatio="none" aria-hidden="true"><use href="#outside"/></svg>
            <line class="axis" x1="0" x2="100%" y1="102.5" y2="102.5"/>
            <line class="axis" x1="0" x2="100%" y1="144.5" y2="144.5"/>
            {Ticks(traffic).Select(tick => Tick(traffic, tick))}
            {content.Releases.Select(release => Release(traffic, release))}
            {detail.Bans.Select(ban => Ban(traffic, ban))}
            <line class="cursor" y1="14" y2="144" hidden/>
            </svg>
            <figcaption>
            <span class="key campaign-key">this campaign, at most {detail.Counts.Max():N0} per {Bin(traffic)}</span>
            <span class="key traffic-key">outside campaigns, at most {outsideMax:N0} per {Bin(traffic)}</span>
            {BanKey(detail)}
            <output></output>
            </figcaption>
            </figure>
            </section>
            """;
    }

    /// <summary>Requests outside campaigns, once for all timelines that show them.</summary>
    public static Markup Outside(ReportContent content)
    {
        if (content.Outside.Count == 0) return Markup.None;
        return $"""
            <svg class="unseen" aria-hidden="true"><defs><path id="outside" data-counts="{Join(content.Outside)}"
              d="{Steps(content.Outside, 34)}"/></defs></svg>
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
            <svg class="spark" viewBox="0 0 {sums.Length} 24" preserveAspectRatio="none" aria-hidden="true"><path
              d="{Steps(sums, 24)}"/></svg>
            """;
    }

    /// <summary>A filled outline, one unit wide per bin; runs of equal height are one line.</summary>
    private static string Steps(IReadOnlyList<long> counts, int height)
    {
        var max = Math.Max(1, counts.Max());
        var path = new StringBuilder($"M0 {height}");
        var level = (double)height;
        for (var bin = 0; bin < counts.Count; bin++)
        {
            var y = Math.Round(height - (double)height * counts[bin] / max, 1);
            if (y == level) continue;
            path.Append(CultureInfo.InvariantCulture, $"H{bin}V{y}");
            level = y;
        }
        return path.Append(CultureInfo.InvariantCulture, $"H{counts.Count}V{height}Z").ToString();
    }

    private static IEnumerable<DateTime> Ticks(TimeSeries traffic)
    {
        var days = Math.Max(1, (int)Math.Ceiling((traffic.End - traffic.Start).TotalDays / TicksMax));
        var first = traffic.Start.TimeOfDay == TimeSpan.Zero ? traffic.Start : traffic.Start.Date.AddDays(1);
        for (var day = first; day < traffic.End; day = day.AddDays(days)) yield return day;
    }

    private static Markup Tick(TimeSeries traffic, DateTime day)
    {
        var x = Percent(traffic, day);
        // A label at the right edge would be cut.
        Markup label = x > 93 ? Markup.None : $"""<text x="{x:0.##}%" dx="4" y="160">{day:d MMM}</text>""";
        return $"""<line class="tick" x1="{x:0.##}%" x2="{x:0.##}%" y1="18" y2="150"/>{label}""";
    }

    private static Markup Release(TimeSeries traffic, ModelRelease release)
    {
        var x = Percent(traffic, release.ReleasedAt);
        var (anchor, shift) = x > 60 ? ("end", -4) : ("start", 4);
        return $"""
            <g class="release"><line x1="{x:0.##}%" x2="{x:0.##}%" y1="2" y2="144"/>
            <text x="{x:0.##}%" dx="{shift}" y="11" text-anchor="{anchor}">{release.Model} released</text></g>
            """;
    }

    private static Markup Ban(TimeSeries traffic, BanDay ban)
    {
        var noon = Percent(traffic, ban.Day.AddHours(12));
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
        return $"Requests of campaign {campaign.Id} over time. Peak: {peak.Item} in the {Bin(traffic)} from "
            + $"{Wording.Minute(traffic.Start.AddHours(peak.Index * traffic.BinHours))}. "
            + $"Active in {active} of {detail.Counts.Count} bins.";
    }

    /// <summary>The length of a bin in words.</summary>
    public static string Bin(TimeSeries traffic) => traffic.BinHours switch
    {
        1 => "hour",
        24 => "day",
        168 => "week",
        var hours => $"{hours} hours",
    };

    private static double Percent(TimeSeries traffic, DateTime at) =>
        Math.Clamp(100 * (at - traffic.Start) / (traffic.End - traffic.Start), 0, 100);

    private static string Join(IReadOnlyList<long> counts) => string.Join(' ', counts);
}
