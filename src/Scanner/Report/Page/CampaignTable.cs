using Scanner.Runs;
using Scanner.Score;

namespace Scanner.Report.Page;

/// <summary>All campaigns at a glance, strongest first, each with a link to its part of the page.</summary>
internal static class CampaignTable
{
    private const int ReasonsShown = 3;

    public static Markup Of(ReportContent content)
    {
        var found = content.Found.Campaigns;
        if (found.Count == 0) return $"""<section id="campaigns" tabindex="-1"></section>""";
        var scoreMax = found.Max(campaign => campaign.Score);
        List<Markup> rows = [.. found.Zip(content.Details).Select(
            pair => Row(content, pair.First, pair.Second, scoreMax))];
        return $"""
            <section id="campaigns" tabindex="-1">
            <div class="scroll" tabindex="0" role="region" aria-label="Campaigns">
            {Table("sortable cards campaigns", rows.Take(Limits.ReportCampaignRowsMax))}
            </div>
            {More(rows.Skip(Limits.ReportCampaignRowsMax).ToList())}
            <p class="note">Growth compares the second half of a campaign’s time with the first.
            <a href="#words">What score and confidence mean</a>.</p>
            </section>
            """;
    }

    private static Markup Table(string kind, IEnumerable<Markup> rows) => $"""
        <table class="{kind}" data-of="campaigns">
        <caption class="unseen">Campaigns</caption>
        <thead><tr>
        <th scope="col" data-sort>Campaign</th>
        <th scope="col" data-sort="number" class="number" aria-sort="descending">Score</th>
        <th scope="col" data-sort="number">Confidence</th>
        <th scope="col" data-sort="number" class="number">Accounts</th>
        <th scope="col" data-sort="number" class="number">Requests</th>
        <th scope="col" data-sort class="wide">First seen</th>
        <th scope="col" data-sort class="wide">Last seen</th>
        <th scope="col" data-sort="number" class="wide">Growth</th>
        </tr></thead>
        <tbody>{rows}</tbody>
        </table>
        """;

    /// <summary>What a screen does not hold costs a browser little while it is closed.</summary>
    private static Markup More(List<Markup> rows) => rows.Count == 0
        ? Markup.None
        : $"""
            <details class="more"><summary>{Wording.Count(rows.Count, "weaker campaign")}</summary>
            {Table("cards campaigns", rows)}</details>
            """;

    private static Markup Row(
        ReportContent content, Campaign campaign, CampaignDetail detail, double scoreMax) => $"""
        <tr>
        <td data-key="{campaign.Id}"><a class="jump" href="#{campaign.Id}">
        <b>{campaign.Id}</b> <span>{Title(campaign)}</span></a>
        <p class="note why">{CapabilityPart.Chips(campaign)} {Reasons(campaign)}</p></td>
        <td class="number" data-key="{campaign.Score:R}"
          data-label="Score">{campaign.Score:0.0}{Bars.Thin(campaign.Score, scoreMax)}</td>
        <td data-key="{Rank(campaign.Confidence)}" data-label="Confidence">{Confidence(campaign)}</td>
        <td class="number" data-key="{campaign.Accounts.Count}" data-label="Accounts">{campaign.Accounts.Count:N0}
        {Banned(campaign.Accounts.Count(content.IsBanned))}</td>
        <td class="number" data-key="{campaign.Requests}" data-label="Requests">{campaign.Requests:N0}</td>
        <td class="wide time" data-key="{campaign.FirstSeen}">{Wording.ShortDay(campaign.FirstSeen)}</td>
        <td class="wide time" data-key="{campaign.LastSeen}">{Wording.ShortDay(campaign.LastSeen)}</td>
        <td class="wide" data-key="{Growth.Of(detail.Counts) ?? 0:0.00}">{TimelineChart.Sparkline(detail.Counts)}
        <span class="note">{Growth.InWords(detail.Counts)}</span></td>
        </tr>
        """;

    private static Markup Banned(int count) =>
        count == 0 ? Markup.None : $"""<span class="note">{count:N0} banned</span>""";

    // A line may end behind a point, and never begins with one.
    private static IEnumerable<Markup> Reasons(Campaign campaign)
    {
        List<Markup> reasons = [.. Why(campaign).Select(reason => (Markup)$"{reason}"), .. Linked(campaign)];
        return reasons.Select((reason, i) => (Markup)$"<span>{reason}{(i < reasons.Count - 1 ? " ·" : "")}</span> ");
    }

    /// <summary>The campaign that most clearly belongs to one operator with this, and how many more do.</summary>
    private static IEnumerable<Markup> Linked(Campaign campaign)
    {
        var others = campaign.Linked.Select(link => link.Campaign).Distinct().ToList();
        if (others.Count == 0) yield break;
        var more = others.Count == 1 ? "" : $" and {others.Count - 1:N0} more";
        yield return $"""linked with <a href="#{others[0]}">{others[0]}</a>{more}""";
    }

    /// <summary>The channels that say most.</summary>
    public static IEnumerable<string> Why(Campaign campaign) =>
        campaign.Evidence.Take(ReasonsShown).Select(item => Channel.Of(item.Channel).Name);

    public static string Title(Campaign campaign)
    {
        var wordings = campaign.Templates.Select(template =>
            SkeletonParts.Title(template.Skeleton, Limits.ReportTitleCharactersMax));
        return wordings.FirstOrDefault(wording => wording != SkeletonParts.NoWording) ?? SkeletonParts.NoWording;
    }

    public static Markup Confidence(Campaign campaign) =>
        $"""<span class="chip {ConfidenceClass(campaign.Confidence)}">{campaign.Confidence}</span>""";

    private static string ConfidenceClass(string confidence) => confidence is "high" or "medium" ? confidence : "low";

    private static int Rank(string confidence) => confidence switch { "high" => 3, "medium" => 2, _ => 1 };
}
