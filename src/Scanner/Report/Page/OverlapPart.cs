using Scanner.Score;

namespace Scanner.Report.Page;

/// <summary>Other campaigns that share accounts or infrastructure with one: pools that serve several buyers.</summary>
internal static class OverlapPart
{
    private const int ValuesShown = 3;

    // The least probable come first; the rest is in campaigns.json.
    private const int LinksShown = 12;

    public static Markup Of(Campaign campaign, IReadOnlyList<Overlap> overlaps)
    {
        if (overlaps.Count == 0 && campaign.Linked.Count == 0) return Markup.None;
        return $"""
            <section>
            <h3>Ties to other campaigns</h3>
            {Linked(campaign)}
            {(overlaps.Count == 0 ? Markup.None : Table(campaign, overlaps))}
            </section>
            """;
    }

    /// <summary>What is more than chance: perhaps one operator, one pool, one buyer.</summary>
    private static Markup Linked(Campaign campaign) => campaign.Linked.Count == 0
        ? Markup.None
        : $"""
            <p>Linked beyond chance, perhaps by one operator or one pool of accounts:</p>
            <ul>{campaign.Linked.Take(LinksShown).Select(Link)}</ul>
            """;

    /// <summary>What two campaigns have in common, in a word or three.</summary>
    public static string By(CampaignLink link) => link.By switch
    {
        "actors" => "accounts",
        "replay" => "answers sent back",
        _ => link.By,
    };

    private static Markup Link(CampaignLink link) => $"""
        <li><a href="#{link.Campaign}">{link.Campaign}</a>, {By(link)}
        <span class="number">{Wording.PValue(link.PValue)}</span>: {link.Text}</li>
        """;

    private static Markup Table(Campaign campaign, IReadOnlyList<Overlap> overlaps) => $"""
            <div class="scroll" tabindex="0" role="region" aria-label="Overlaps of campaign {campaign.Id}">
            <table class="overlaps">
            <caption class="unseen">Campaigns that share accounts or infrastructure with {campaign.Id}</caption>
            <thead><tr><th scope="col">Campaign</th><th scope="col" class="number">Accounts in both</th>
            <th scope="col" class="number">Of this one’s</th><th scope="col">Shared besides</th></tr></thead>
            <tbody>{overlaps.Select(overlap => Row(overlap, campaign.Accounts.Count))}</tbody>
            </table></div>
            """;

    private static Markup Row(Overlap overlap, int accounts) => $"""
        <tr><th scope="row"><a href="#{overlap.Campaign}">{overlap.Campaign}</a></th>
        <td class="number">{overlap.Accounts:N0}</td>
        <td class="number">{Wording.Share((double)overlap.Accounts / Math.Max(1, accounts))}</td>
        <td>{Values(overlap.Values)}</td></tr>
        """;

    private static string Values(IReadOnlyList<string> values)
    {
        if (values.Count == 0) return "–";
        var more = values.Count > ValuesShown ? $", {values.Count - ValuesShown:N0} more" : "";
        return string.Join(", ", values.Take(ValuesShown)) + more;
    }
}
