using Scanner.Runs;
using Scanner.Score;

namespace Scanner.Report.Page;

/// <summary>The accounts of a campaign, those with most requests in it first.</summary>
internal static class AccountPart
{
    public static Markup Of(ReportContent content, Campaign campaign)
    {
        var fairShare = Limits.ReportAccountRowsMax / content.Found.Campaigns.Count;
        var rowsMax = Math.Clamp(fairShare, 20, Limits.ReportCampaignAccountRowsMax);
        var shown = campaign.Accounts.OrderByDescending(account => account.Requests)
            .ThenBy(account => account.Id, StringComparer.Ordinal).Take(rowsMax).ToList();
        return $"""
            <section>
            <h3>Who</h3>
            <div class="scroll tall" tabindex="0" role="region" aria-label="Accounts of campaign {campaign.Id}">
            <table class="sortable accounts">
            <caption class="unseen">Accounts of campaign {campaign.Id}</caption>
            <thead><tr>
            <th scope="col" data-sort="text">Account</th>
            <th scope="col" data-sort="number" class="number" aria-sort="descending">Requests</th>
            <th scope="col" data-sort="number" class="number">Of its traffic</th>
            <th scope="col" data-sort="text">First seen</th>
            <th scope="col" data-sort="text">Last seen</th>
            <th scope="col" data-sort="text">Signed up</th>
            <th scope="col" data-sort="text">Plan</th>
            <th scope="col" data-sort="text">Organisation</th>
            <th scope="col" data-sort="text">Banned</th>
            </tr></thead>
            <tbody>{shown.Select(account => Row(account, content.Registrations.GetValueOrDefault(account.Id)))}</tbody>
            </table>
            </div>
            {Omitted(campaign.Accounts.Count, shown.Count)}
            </section>
            """;
    }

    private static Markup Row(CampaignAccount account, Registration? registration)
    {
        var share = account.TotalRequests > 0 ? Math.Min(1, (double)account.Requests / account.TotalRequests) : 0;
        // By the ten thousand these rows make up the page: what all have in common stands in the style sheet.
        return $"""
            <tr><th scope="row"><code>{account.Id}</code></th><td>{account.Requests:N0}</td>
            <td data-key="{share:0.###}">{Bars.Thin(share, 1)}{Wording.Share(share)}</td>
            <td>{Wording.Minute(account.FirstSeen)}</td><td>{Wording.Minute(account.LastSeen)}</td>
            <td>{Wording.Day(registration?.CreatedAt)}</td><td>{registration?.Plan ?? "–"}</td>
            <td>{registration?.Org ?? "–"}</td><td>{Wording.Day(registration?.BannedAt)}</td></tr>

            """;
    }

    private static Markup Omitted(int accounts, int shown)
    {
        if (shown == accounts) return Markup.None;
        return $"""
            <p class="note">The {shown:N0} accounts with most requests of {accounts:N0}. All of them:
            <code>5-score/members.parquet</code>,
            or <code>scan export RUN members --format csv</code>.</p>
            """;
    }
}
