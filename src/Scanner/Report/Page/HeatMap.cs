using System.Globalization;
using System.Numerics;
using Scanner.Score;

namespace Scanner.Report.Page;

/// <summary>
/// Accounts against time: accounts that fire together make columns, accounts that take turns make a grid.
/// </summary>
internal static class HeatMap
{
    private const int RowPixels = 8;
    private const int Levels = 4;

    public static Markup Of(ReportContent content, Campaign campaign, CampaignDetail detail)
    {
        if (content.Traffic is not { } traffic || detail.Activity.Count == 0) return Markup.None;
        var rows = detail.Activity;
        return $"""
            {CampaignParts.Heading(campaign.Id, CampaignParts.Heat)}
            <figure class="heat" data-start="{traffic.Start:yyyy-MM-ddTHH:mm:ssZ}" data-hours="{traffic.BinHours}"
              data-accounts="{string.Join('\n', rows.Select(row => row.Account))}">
            <svg width="100%" height="{rows.Count * RowPixels}" viewBox="0 0 {traffic.Counts.Count} {rows.Count}"
              preserveAspectRatio="none" role="img" aria-label="{Described(traffic, campaign, rows)}">
            {Enumerable.Range(1, Levels).Select(level => Level(rows, level))}</svg>
            <figcaption>
            <span>{Shown(campaign, rows.Count)}</span>
            <span>requests per {TimeAxis.Bin(traffic)}: {Enumerable.Range(1, Levels).Select(Key)}</span>
            <output></output>
            </figcaption>
            </figure>
            </section>
            """;
    }

    /// <summary>1 for one request, 2 for two or three, 3 for four to seven, 4 beyond.</summary>
    private static int LevelOf(int count) => Math.Min(Levels, BitOperations.Log2((uint)count) + 1);

    private static Markup Level(IReadOnlyList<AccountActivity> rows, int level)
    {
        var lines = rows.Index().Select(row => DashedLine.Of(
            row.Item.Bins.Where(bin => LevelOf(bin.Count) == level).Select(bin => bin.Bin), row.Index + 0.5));
        return $"""<g class="level{level}">{lines}</g>""";
    }

    private static Markup Key(int level)
    {
        var counts = level switch { 1 => "1", 2 => "2–3", 3 => "4–7", _ => "8 +" };
        return $"""<span class="level-key level{level}">{counts}</span> """;
    }

    private static string Shown(Campaign campaign, int rows) => rows == campaign.Accounts.Count
        ? $"a row per account ({rows:N0}), in the order of their first request"
        : string.Create(CultureInfo.InvariantCulture, $"{rows:N0} of {campaign.Accounts.Count:N0} accounts, ")
            + "evenly chosen, in the order of their first request";

    private static string Described(TimeSeries traffic, Campaign campaign, IReadOnlyList<AccountActivity> rows) =>
        string.Create(CultureInfo.InvariantCulture,
            $"Activity of {Wording.Count(rows.Count, "account")} of campaign {campaign.Id} over time, a row per "
            + $"account. On average an account is active in {rows.Average(row => row.Bins.Count):0} of "
            + $"{traffic.Counts.Count} bins.");
}
