using System.Text.RegularExpressions;
using Scanner.Score;

namespace Scanner.Report.Page;

/// <summary>
/// Where to begin with a campaign, at one glance: which accounts to look at, why it is reported, what would clear it.
/// </summary>
internal static partial class FirstLook
{
    private const int AccountsShown = 3;
    private const int ReasonsShown = 3;
    private const int RestShown = 2;

    // What accounts pay with says more about who is behind them than how much they send.
    private const double TiedWeight = 2;

    private const double MostOfTraffic = 0.75;

    /// <summary>The part of a campaign that stands before all others.</summary>
    /// <param name="content">All that the page shows.</param>
    /// <param name="index">Which campaign.</param>
    /// <param name="share">Says which accounts have a row to link to.</param>
    public static Markup Of(ReportContent content, int index, FairShare share)
    {
        var campaign = content.Found.Campaigns[index];
        var accounts = Accounts(content, index).Zip(Names(content, index, share),
            (account, name) => Account(content, index, account, name));
        return $"""
            <div class="first-look">
            <div><h3>Look at first</h3><ul>{accounts}</ul><p class="note">{Chosen(content, index)}</p></div>
            <div><h3>Why it is reported</h3><ul>{Reasons(campaign, share)}</ul></div>
            <div><h3>What would clear it <span class="note">and take off the score</span></h3>
            <ul>{Clues(content, index, share)}</ul>{Left(content, campaign)}</div>
            </div>
            """;
    }

    /// <summary>
    /// Those that do most of the campaign's work and least else: banned ones last, and those that pay or connect as
    /// others of it do before their like.
    /// </summary>
    public static List<CampaignAccount> Accounts(ReportContent content, int index)
    {
        var ties = content.Details[index].Ties;
        return [.. content.Found.Campaigns[index].Accounts
            .OrderBy(content.IsBanned)
            .ThenByDescending(account => account.Requests * AccountPart.Share(account)
                * (ties.ContainsKey(account.Id) ? TiedWeight : 1))
            .ThenBy(account => account.Id, StringComparer.Ordinal).Take(AccountsShown)];
    }

    /// <summary>The names of those accounts, each leading to its row where it has one.</summary>
    private static List<Markup> Names(ReportContent content, int index, FairShare share)
    {
        var campaign = content.Found.Campaigns[index];
        var rows = AccountPart.Ordered(campaign).Take(share.AccountRows).ToHashSet();
        return [.. Accounts(content, index).Select((account, place) => rows.Contains(account)
            ? (Markup)$"""<a href="#{RowId(campaign, place)}"><code>{account.Id}</code></a>"""
            : $"<code>{account.Id}</code>")];
    }

    /// <summary>What links call the row of an account that is to be looked at first.</summary>
    public static string RowId(Campaign campaign, int place) => $"{campaign.Id}-first{place + 1}";

    /// <summary>
    /// What would take the weight of its channels away, the strongest first, those channels' evidence, and the part of
    /// the campaign that shows it: with the record that tells, where Score names one. It completes "harmless if".
    /// </summary>
    public static IEnumerable<(string Clearing, string Part, IReadOnlyList<Evidence> Of)> Clearing(Campaign campaign) =>
        campaign.Evidence.Select(evidence => (Evidence: evidence, Channel: Channel.Of(evidence.Channel)))
            .Where(item => item.Channel.Clearing.Length > 0).GroupBy(item => item.Channel.Clearing)
            .Select(alike => (alike.First().Evidence.Clearing ?? Wording.InSentence(alike.Key),
                alike.First().Channel.Part, (IReadOnlyList<Evidence>)[.. alike.Select(item => item.Evidence)]));

    /// <summary>What the clues do to the score, so that nobody takes one for all.</summary>
    private static Markup Left(ReportContent content, Campaign campaign)
    {
        var clues = Clearing(campaign).Take(ReasonsShown).ToList();
        if (clues.Count == 0) return Markup.None;

        var gone = clues.SelectMany(clue => clue.Of).ToHashSet();
        // As shown, so that a reader's sum is the same.
        var left = Math.Round(campaign.Score, 1)
            - clues.Sum(clue => Math.Round(clue.Of.Sum(evidence => evidence.LogLikelihoodRatio), 1));
        return $"""
            <p class="note">{(clues.Count == 1 ? "If so" : "If all are so")}, the score falls from
            {campaign.Score:0.0} to {Wording.Signed(left).TrimStart('+')}:
            {Meaning(left, [.. campaign.Evidence.Where(evidence => !gone.Contains(evidence))])}.</p>
            """;

        string Meaning(double score, List<Evidence> rest)
        {
            if (score < (content.Scan.LeastScore ?? 0)) return "not reported";
            var names = rest.Take(RestShown).Select(evidence => Wording.InSentence(Channel.Of(evidence.Channel).Name));
            var why = rest.Count == 0 ? "" : $", for {string.Join(" and ", names)}";
            return $"still reported, with {ConfidenceLevel.Of(score, rest)} confidence{why}";
        }
    }

    /// <summary>What speaks most clearly for it, and the campaign it is most clearly tied to, a line each.</summary>
    private static IEnumerable<Markup> Reasons(Campaign campaign, FairShare share)
    {
        foreach (var evidence in campaign.Evidence.Take(ReasonsShown))
            yield return $"<li>{Linked(evidence.Brief ?? Channel.Of(evidence.Channel).Name, campaign, share)}</li>";
        if (campaign.Linked is [var tie, ..])
            yield return $"""
                <li class="note">Besides, linked with <a href="#{tie.Campaign}">{tie.Campaign}</a>
                by {OverlapPart.By(tie)}</li>
                """;
    }

    /// <summary>
    /// A sentence whose dates do not break at their hyphens, and whose template leads to the wording.
    /// </summary>
    private static IEnumerable<Markup> Linked(string sentence, Campaign campaign, FairShare share)
    {
        var templates = campaign.Templates.Take(share.Templates).Select(template => template.Id).ToHashSet();
        return DateOrTemplate().Split(Wording.Capitalised(sentence)).Select((part, i) => i % 2 == 0 ? (Markup)$"{part}"
            : templates.Contains(part) ? (Markup)$"""<a href="#{TemplatePart.Place(campaign, part)}">{part}</a>"""
            : $"""<span class="minute">{part}</span>""");
    }

    private static string Chosen(ReportContent content, int index)
    {
        var campaign = content.Found.Campaigns[index];
        var work = StandOut(content, index)
            ? "Ranked by requests and by what they share"
            : "No account stands out: any is a place to begin";
        var (banned, all) = (campaign.Accounts.Count(content.IsBanned), campaign.Accounts.Count);
        if (banned == 0) return $"{work}.";
        return banned == all ? $"All {all:N0} are banned. {work}."
            : banned <= all - AccountsShown
                ? $"{work}. None of these is banned; {banned:N0} of all {all:N0} {Are(banned)}."
            : $"{work}. Of all {all:N0} accounts {banned:N0} {Are(banned)} banned.";

        static string Are(int count) => count == 1 ? "is" : "are";
    }

    /// <summary>Whether the accounts shown send little else, or one of them shares what tells an owner.</summary>
    private static bool StandOut(ReportContent content, int index)
    {
        var shown = Accounts(content, index);
        return shown.TrueForAll(account => AccountPart.Share(account) >= MostOfTraffic)
            || shown.Exists(account => content.Details[index].Ties.ContainsKey(account.Id));
    }

    private static Markup Account(ReportContent content, int index, CampaignAccount account, Markup name)
    {
        var share = AccountPart.Share(account);
        var traffic = share >= 1 ? "its only traffic" : $"{Wording.Share(share)} of what it sends";
        var banned = content.Registrations.GetValueOrDefault(account.Id)?.BannedAt is { } day
            ? $", banned {Wording.Day(day)}" : "";
        var tied = content.Details[index].Ties.GetValueOrDefault(account.Id) is { } tie
            ? $"; same {tie.Trait.ToLowerInvariant()} as {Wording.Count(tie.Accounts - 1, "other")} ({tie.Value})" : "";
        return $"""
            <li>{name}: {Wording.Count(account.Requests, "request")}, {traffic}{banned}{tied}</li>
            """;
    }

    /// <summary>What would take away the strongest evidence, each with the part that tells whether it does.</summary>
    private static IEnumerable<Markup> Clues(ReportContent content, int index, FairShare share)
    {
        var parts = CampaignParts.Of(content, index).ToDictionary(part => part.Key, part => part.Name);
        var campaign = content.Found.Campaigns[index];
        var clues = Clearing(campaign).Take(ReasonsShown).ToList();
        if (clues.Count == 0)
            return [$"<li>The wording is public, or the accounts belong to one organisation.</li>"];
        return clues.Select(clue =>
        {
            Markup see = parts.TryGetValue(clue.Part, out var name)
                ? $"""<a href="#{campaign.Id}-{clue.Part}">See: {name}</a>"""
                : Markup.None;
            var weight = Wording.Signed(-clue.Of.Sum(evidence => evidence.LogLikelihoodRatio));
            return (Markup)$"""
                <li>{Linked(clue.Clearing, campaign, share)} <span class="number">({weight})</span>. {see}</li>
                """;
        });
    }

    // A group of its own, so that a split keeps it.
    [GeneratedRegex(@"(\d{4}-\d{2}-\d{2}|\bT\d+\b)")]
    private static partial Regex DateOrTemplate();
}
