namespace Scanner.Report.Page;

/// <summary>
/// The time axis that all timelines have in common: days, releases of models, and the traffic outside campaigns. Drawn
/// once, and used by each of them. Places are percentages, so that a drawing fits any width without shrinking letters.
/// </summary>
internal static class TimeAxis
{
    private const int TicksMax = 7;

    /// <summary>What timelines refer to as <c>#axis</c> and <c>#outside</c>; nothing for a log without times.</summary>
    public static Markup Shared(ReportContent content)
    {
        if (content.Traffic is not { } traffic) return Markup.None;
        return $"""
            <svg class="unseen" aria-hidden="true"><defs>
            <path id="outside" d="{StepPath.Of(content.Outside, StepPath.ExactHeight(content.Outside))}"/>
            <g id="axis">
            <line class="axis" x1="0" x2="100%" y1="102.5" y2="102.5"/>
            <line class="axis" x1="0" x2="100%" y1="144.5" y2="144.5"/>
            {Ticks(traffic).Select(tick => Tick(traffic, tick))}
            {content.Releases.Select(release => Release(traffic, release))}
            </g></defs></svg>
            """;
    }

    /// <summary>Where a time stands on the axis, in percent of its length.</summary>
    public static double Percent(TimeSeries traffic, DateTime at) =>
        Math.Clamp(100 * (at - traffic.Start) / (traffic.End - traffic.Start), 0, 100);

    /// <summary>The length of a bin in words.</summary>
    public static string Bin(TimeSeries traffic) => traffic.BinHours switch
    {
        1 => "hour",
        24 => "day",
        168 => "week",
        var hours => $"{hours} hours",
    };

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
}
