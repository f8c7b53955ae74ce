using Scanner.Runs;
using Scanner.Score;

namespace Scanner.Report.Page;

/// <summary>
/// Look-alikes: templates that several accounts carry and that were cleared, under the innocent patterns they show.
/// </summary>
internal static class ClearedSection
{
    public static Markup Of(IReadOnlyList<ConsideredTemplate> considered)
    {
        var shown = considered.OrderByDescending(template => template.Accounts).Take(Limits.ReportClearedMax).ToList();
        return $"""
            <section id="cleared" tabindex="-1">
            <h2>Considered and not reported</h2>
            <p class="lede">Templates that several accounts carry, too, under what explains them as far as the log
            shows it. A score below 0 speaks against a campaign.</p>
            {Groups(shown)}
            {More(considered.Count - shown.Count)}
            </section>
            """;
    }

    /// <summary>Those of one pattern together, the patterns of most templates first.</summary>
    private static IEnumerable<Markup> Groups(List<ConsideredTemplate> shown) => shown.Count == 0
        ? [$"""<p class="note">Nothing else looked like a campaign.</p>"""]
        : shown.GroupBy(template => template.Explanation).OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key, StringComparer.Ordinal).Select(Group);

    private static Markup Group(IGrouping<string, ConsideredTemplate> group)
    {
        var (pattern, meaning) = group.Key.IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon
            ? (group.Key[..colon], Wording.Capitalised(group.Key[(colon + 2)..])) : ("Other templates", group.Key);
        return $"""
            <h3>{pattern} <span class="note">{Wording.Count(group.Count(), "template")}</span></h3>
            <p>{meaning}</p>
            <div class="scroll" tabindex="0" role="region" aria-label="Cleared templates: {pattern}">
            <table class="sortable cards cleared" data-of="templates">
            <caption class="unseen">Templates considered and cleared: {pattern}</caption>
            <thead><tr><th scope="col" data-sort>Template</th>
            <th scope="col" data-sort="number" class="number" aria-sort="descending">Accounts</th>
            <th scope="col" data-sort="number" class="number">Requests</th>
            <th scope="col" data-sort="number" class="number">Score</th><th scope="col">What shows it</th>
            </tr></thead>
            <tbody>{group.Select(Row)}</tbody>
            </table></div>
            """;
    }

    private static Markup Row(ConsideredTemplate cleared) => $"""
        <tr><th scope="row" dir="auto" data-key="{cleared.Template}">
        <b>{cleared.Template}</b>
        {SkeletonParts.Title(cleared.Skeleton, Limits.ReportTitleCharactersMax)}
        {KnownPart.Beside(cleared.KnownAs)}</th>
        <td class="number" data-key="{cleared.Accounts}" data-label="Accounts">{cleared.Accounts:N0}</td>
        <td class="number" data-key="{cleared.Requests}" data-label="Requests">{cleared.Requests:N0}</td>
        <td class="number" data-key="{cleared.Score:R}" data-label="Score">{Wording.Signed(cleared.Score)}</td>
        <td>{(cleared.Brief.Length > 0 ? cleared.Brief : cleared.Why)}</td></tr>
        """;

    private static Markup More(int count) => count <= 0
        ? Markup.None
        : $"""<p class="note">{count:N0} more, each carried by fewer accounts, are in campaigns.json.</p>""";
}
