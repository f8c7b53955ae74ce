using Scanner.Score;

namespace Scanner.Report.Page;

/// <summary>Where to begin with a campaign: which accounts, and what would clear it.</summary>
internal static class FirstLook
{
    private const int AccountsShown = 3;
    private const int CluesShown = 3;

    public static Markup Of(ReportContent content, Campaign campaign) => $"""
        <div class="first-look">
        <div><h3>Look at first</h3><ul>{Accounts(campaign).Select(account => Account(content, account))}</ul></div>
        <div><h3>What would clear it</h3><ul>{Clues(campaign).Select(clue => (Markup)$"<li>{clue}</li>")}</ul></div>
        </div>
        """;

    /// <summary>Those that do most of the campaign's work and least else.</summary>
    public static IEnumerable<CampaignAccount> Accounts(Campaign campaign) =>
        campaign.Accounts.OrderByDescending(account => account.Requests * AccountPart.Share(account))
            .ThenBy(account => account.Id, StringComparer.Ordinal).Take(AccountsShown);

    private static Markup Account(ReportContent content, CampaignAccount account)
    {
        var banned = content.Registrations.GetValueOrDefault(account.Id)?.BannedAt is { } day
            ? $", banned {Wording.Day(day)}" : "";
        return $"""
            <li><code>{account.Id}</code> <span class="note">{Wording.Count(account.Requests, "request")},
            {Wording.Share(AccountPart.Share(account))} of its traffic{banned}</span></li>
            """;
    }

    private static List<string> Clues(Campaign campaign)
    {
        var clues = campaign.Evidence.Select(evidence => ChannelNames.Clearing(evidence.Channel)).OfType<string>()
            .Distinct().Take(CluesShown).ToList();
        return clues.Count > 0 ? clues : ["The wording is public, or the accounts belong to one organisation."];
    }
}
