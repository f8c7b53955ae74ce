using Scanner.Runs;
using Scanner.Score;

namespace Scanner.Report.Page;

/// <summary>Look-alikes: templates that several accounts carry and that were cleared, with the reason.</summary>
internal static class ClearedSection
{
    public static Markup Of(IReadOnlyList<ConsideredTemplate> considered)
    {
        var shown = considered.OrderByDescending(template => template.Accounts).Take(Limits.ReportClearedMax).ToList();
        return $"""
            <section id="cleared" tabindex="-1">
            <h2>Considered and cleared</h2>
            <p class="lede">Templates that many accounts carry, too, but that something else explains: greetings,
            coursework, one company’s own prompt, a popular tool. A score below 0 speaks against a campaign; the
            reasons are what speaks against it most.</p>
            {List(shown)}
            {More(considered.Count - shown.Count)}
            </section>
            """;
    }

    private static Markup List(List<ConsideredTemplate> shown)
    {
        if (shown.Count == 0) return $"""<p class="note">Nothing else looked like a campaign.</p>""";
        return $"""
            <div class="scroll" tabindex="0" role="region" aria-label="Cleared templates">
            <table class="sortable cards cleared" data-of="templates">
            <caption class="unseen">Templates considered and cleared</caption>
            <thead><tr><th scope="col" data-sort>Template</th>
            <th scope="col" data-sort="number" class="number" aria-sort="descending">Accounts</th>
            <th scope="col" data-sort="number" class="number">Requests</th>
            <th scope="col" data-sort="number" class="number">Score</th><th scope="col">Why it was cleared</th>
            </tr></thead>
            <tbody>{shown.Select(Row)}</tbody>
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
        <td>{cleared.Why}</td></tr>
        """;

    private static Markup More(int count) => count <= 0
        ? Markup.None
        : $"""<p class="note">{count:N0} more, each carried by fewer accounts, are in campaigns.json.</p>""";
}
