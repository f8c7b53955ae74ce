using System.Globalization;
using Scanner.Score;

namespace Scanner.Report.Page;

/// <summary>The first screen: what was found, and what was scanned.</summary>
internal static class Overview
{
    public static string Heading(ReportContent content) => content.Found.Campaigns.Count switch
    {
        0 => "No campaign found",
        var count => $"{Wording.Count(count, "campaign")} found",
    };

    public static Markup Of(ReportContent content)
    {
        var scanned = content.Found.Scanned;
        var threshold = content.Scan.Threshold?.ToString("0.###", CultureInfo.InvariantCulture) ?? "not recorded";
        var rejects = content.Scan.Rejects > 0 ? "reasons: 1-ingest/rejects.jsonl" : "every line was read";
        return $"""
            <section class="overview">
            <h1>{Heading(content)}</h1>
            <p class="lede">{Lede(content)}</p>
            {HowToRead(content)}
            <dl class="facts">
            {Fact("Requests", $"{scanned.Requests:N0}")}
            {Fact("Accounts", $"{scanned.Accounts:N0}", $"{scanned.Actors:N0} independent actors")}
            {Fact("Time span", Wording.Span(scanned.FirstSeen, scanned.LastSeen), "all times are UTC")}
            {Fact("Rejected lines", $"{content.Scan.Rejects:N0}", rejects)}
            </dl>
            <p class="note how">{Wording.Count(scanned.TemplatesTested, "template")} tested · model
            {content.Scan.Model ?? "not recorded"} · device {content.Scan.Device ?? "not recorded"} · pairs of a
            cosine similarity of at least {threshold}</p>
            </section>
            """;
    }

    private static Markup HowToRead(ReportContent content)
    {
        if (content.Found.Campaigns is not [var first, ..]) return Markup.None;
        return $"""
            <p class="begin">Begin with <a href="#{first.Id}">{first.Id}</a>, the strongest, and there with
            {Listed(FirstLook.Names(content, 0, content.Share))}. {Harmless(first)} Each campaign says which accounts to
            look at first, why it is reported, and what would clear it.</p>
            """;
    }

    private static string Harmless(Campaign campaign) =>
        FirstLook.Clearing(campaign).FirstOrDefault()?.Clearing is { } clearing
            ? $"It may be harmless if {char.ToLowerInvariant(clearing[0])}{clearing[1..]}"
            : "";

    /// <summary>a; a and b; a, b and c.</summary>
    private static IEnumerable<Markup> Listed(List<Markup> items) => items.Select((item, i) =>
        (Markup)$"{(i == 0 ? "" : i < items.Count - 1 ? ", " : " and ")}{item}");

    private static Markup Fact(string term, string value, string? note = null)
    {
        Markup small = note is null ? Markup.None : $"""<dd class="note">{note}</dd>""";
        return $"""<div><dt>{term}</dt><dd>{value}</dd>{small}</div>""";
    }

    private static string Lede(ReportContent content)
    {
        var found = content.Found;
        if (found.Campaigns.Count == 0)
            return $"Of {Wording.Count(found.Scanned.TemplatesTested, "template")} that recur in "
                + $"{Wording.Count(found.Scanned.Requests, "request")}, none is carried by unrelated accounts together "
                + $"beyond what chance explains, at a false-discovery rate of {Wording.Share(found.Fdr)}.";
        var accounts = found.Campaigns.SelectMany(campaign => campaign.Accounts)
            .DistinctBy(account => account.Id).Count();
        return $"{Wording.Count(accounts, "account")} of {found.Scanned.Accounts:N0} carry the same templates "
            + $"together. Reported at a false-discovery rate of {Wording.Share(found.Fdr)}: that share of the "
            + "campaigns below may be chance. A campaign is a reason to look, not a verdict.";
    }
}
