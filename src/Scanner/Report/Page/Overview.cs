using System.Globalization;
using Scanner.Score;

namespace Scanner.Report.Page;

/// <summary>The first screen: what was found and what it means, where to begin, and what was scanned.</summary>
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
        var rejects = content.Scan.Rejects > 0 ? "reasons: 1-ingest/rejects.jsonl" : "every line was read";
        return $"""
            <section class="overview">
            <div>
            <h1>{Heading(content)}</h1>
            <p class="lede">{Lede(content.Found)}</p>
            </div>
            {Begin(content)}
            {Legend(content)}
            <dl class="facts">
            {Fact("Requests", $"{scanned.Requests:N0}")}
            {Fact("Accounts", $"{scanned.Accounts:N0}", Organisations(scanned))}
            {Fact("Time span", Wording.Span(scanned.FirstSeen, scanned.LastSeen), "all times are UTC")}
            {Fact("Rejected lines", $"{content.Scan.Rejects:N0}", rejects)}
            </dl>
            <p class="note how">{How(content)}</p>
            </section>
            """;
    }

    /// <summary>The strongest campaign's answers to the questions with which a reader comes.</summary>
    private static Markup Begin(ReportContent content)
    {
        if (content.Found.Campaigns is not [var first, ..]) return Markup.None;
        return $"""
            <div class="begin">
            <h2>Begin with <a href="#{first.Id}">{first.Id}</a>, the strongest:
            <q dir="auto">{CampaignTable.Title(first)}</q></h2>
            {FirstLook.Of(content, 0, content.Share)}
            </div>
            """;
    }

    /// <summary>The words of the table below, in half a sentence each.</summary>
    private static Markup Legend(ReportContent content)
    {
        if (content.Found.Campaigns.Count == 0) return Markup.None;
        var low = content.Scan.LeastScore is { } least
            ? string.Create(CultureInfo.InvariantCulture, $"; low from {least:0.##} on, the least reported") : "";
        return $"""
            <dl class="legend">
            <div><dt>Template</dt> <dd>is wording that recurs from request to request; only its gaps differ.</dd></div>
            <div><dt>Score</dt> <dd>is the logarithm of the odds that the accounts belong together: 0 is even odds, 2.3
            more are ten times as much.</dd></div>
            <div><dt>Confidence</dt> <dd>is high from a score of 4 on, with two kinds of evidence that weigh 1 or more,
            one of which users of one program would not show; medium from 2 on{low}.
            <a href="#words">All words</a></dd></div>
            </dl>
            """;
    }

    private static string Organisations(ScannedTotals scanned) => scanned.Actors == scanned.Accounts
        ? "no two of one organisation"
        : $"{scanned.Actors.ToString("N0", CultureInfo.InvariantCulture)}, organisations counted once";

    private static string How(ReportContent content)
    {
        var (found, scan) = (content.Found, content.Scan);
        var threshold = scan.Threshold?.ToString("0.###", CultureInfo.InvariantCulture) ?? "not recorded";
        return $"Tested: {Wording.Count(found.Scanned.TemplatesTested, "template")} (or groups) that several accounts "
            + $"repeat; some make up the campaigns, {found.Considered.Count:N0} others are listed as cleared · model "
            + $"{scan.Model ?? "not recorded"} · device {scan.Device ?? "not recorded"} · similarity from {threshold} "
            + "on";
    }

    private static Markup Fact(string term, string value, string? note = null)
    {
        Markup small = note is null ? Markup.None : $"""<dd class="note">{note}</dd>""";
        return $"""<div><dt>{term}</dt><dd>{value}</dd>{small}</div>""";
    }

    private static string Lede(CampaignSet found)
    {
        if (found.Campaigns.Count == 0)
            return $"Of {Wording.Count(found.Scanned.TemplatesTested, "template")} that recur in "
                + $"{Wording.Count(found.Scanned.Requests, "request")}, none is carried by unrelated accounts together "
                + $"beyond what chance explains, at a false-discovery rate of {Wording.Share(found.Fdr)}.";
        var accounts = found.Campaigns.SelectMany(campaign => campaign.Accounts)
            .DistinctBy(account => account.Id).Count();
        return "Accounts suspected of copying what the model can do, by sending it the same few templates: "
            + string.Create(CultureInfo.InvariantCulture, $"{accounts:N0} of {found.Scanned.Accounts:N0}. A campaign ")
            + $"is a reason to look, not a verdict; up to {Wording.Share(found.Fdr)} may be chance (false-discovery "
            + "rate).";
    }
}
