using Scanner.Score;

namespace Scanner.Report.Page;

/// <summary>The accounts of a campaign, those with most requests in it first.</summary>
internal static class AccountPart
{
    public static Markup Of(ReportContent content, int index, FairShare share)
    {
        var campaign = content.Found.Campaigns[index];
        var accounts = Ordered(campaign).ToList();
        var first = FirstLook.Accounts(content, index);
        var shown = accounts.Take(share.AccountRows).ToList();
        var more = accounts.Skip(share.AccountRows).Take(share.SearchableAccounts).ToList();
        return $"""
            {CampaignParts.Heading(campaign.Id, CampaignParts.Who)}
            <div class="scroll tall" tabindex="0" role="region" aria-label="Accounts of campaign {campaign.Id}">
            <table class="sortable accounts" data-of="accounts">
            <caption class="unseen">Accounts of campaign {campaign.Id}</caption>
            <thead><tr>
            <th scope="col" data-sort>Account</th>
            <th scope="col" data-sort="number" class="number" aria-sort="descending">Requests</th>
            <th scope="col" data-sort="number" class="number">Of its traffic</th>
            <th scope="col" data-sort>First seen</th>
            <th scope="col" data-sort>Last seen</th>
            <th scope="col" data-sort>Signed up</th>
            <th scope="col" data-sort>Plan</th>
            <th scope="col" data-sort>Organisation</th>
            <th scope="col" data-sort>Banned</th>
            </tr></thead>
            <tbody>{shown.Select(account => Row(account, content.Registrations.GetValueOrDefault(account.Id),
                first.IndexOf(account) is >= 0 and var place ? FirstLook.RowId(campaign, place) : null))}</tbody>
            </table>
            </div>
            {More(content, more)}
            {Omitted(campaign, shown.Count, more.Count)}
            </section>
            """;
    }

    /// <summary>The accounts of a campaign in the order of the table.</summary>
    public static IEnumerable<CampaignAccount> Ordered(Campaign campaign) =>
        campaign.Accounts.OrderByDescending(account => account.Requests)
            .ThenBy(account => account.Id, StringComparer.Ordinal);

    private static Markup Row(CampaignAccount account, Registration? registration, string? id)
    {
        Markup head = id is null ? (Markup)$"<tr>" : $"""<tr id="{id}">""";
        // By the ten thousand these rows make up the page: what all have in common stands in the style sheet.
        return $"""
            {head}<th scope="row"><code>{account.Id}</code></th><td>{account.Requests:N0}</td><td>{Wording.Share(
                Share(account))}</td>
            <td>{Wording.Minute(account.FirstSeen)}</td><td>{Wording.Minute(account.LastSeen)}</td>
            <td>{Wording.Day(registration?.CreatedAt)}</td><td>{registration?.Plan ?? "–"}</td>
            <td>{registration?.Org ?? "–"}</td><td>{Wording.Day(registration?.BannedAt)}</td></tr>

            """;
    }

    /// <summary>
    /// Accounts without a row of their own, a line each, for the script to search and sort: a fifth of what rows take.
    /// </summary>
    private static Markup More(ReportContent content, List<CampaignAccount> accounts)
    {
        if (accounts.Count == 0) return Markup.None;
        var lines = accounts.Select(account =>
        {
            var known = content.Registrations.GetValueOrDefault(account.Id);
            return string.Join('\t', ((string[])[account.Id, $"{account.Requests:N0}", Wording.Share(Share(account)),
                Wording.Minute(account.FirstSeen), Wording.Minute(account.LastSeen), Wording.Day(known?.CreatedAt),
                known?.Plan ?? "–", known?.Org ?? "–", Wording.Day(known?.BannedAt)]).Select(OneLine));
        });
        return $"""<div class="more" hidden>{string.Join('\n', lines)}</div>""";
    }

    private static string OneLine(string text) => text.Replace('\t', ' ').ReplaceLineEndings(" ");

    private static Markup Omitted(Campaign campaign, int shown, int searchable)
    {
        var accounts = campaign.Accounts.Count;
        if (shown == accounts) return Markup.None;
        var reach = shown + searchable == accounts ? "all" : $"the {shown + searchable:N0} with most requests";
        return $"""
            <p class="note">The {shown:N0} accounts with most requests of {accounts:N0}; searching and sorting reach
            {reach}. As a table: <code>scan export RUN members --campaign {campaign.Id}</code>.</p>
            """;
    }

    /// <summary>The campaign's share of all requests of an account.</summary>
    public static double Share(CampaignAccount account) =>
        account.TotalRequests > 0 ? Math.Min(1, (double)account.Requests / account.TotalRequests) : 0;
}
