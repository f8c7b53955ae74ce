using System.Globalization;
using System.Text;
using Scanner.Ingest;
using Scanner.Report.Page;

namespace Scanner.Report;

/// <summary>The report in a few lines of plain text, for a terminal.</summary>
public static class TerminalSummary
{
    // Id, score, confidence, accounts, requests and time, with two spaces between.
    private const int WordingColumn = 63;

    // Four lines each, or five: two screens. The strongest come first.
    private const int CampaignsShown = 20;

    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <summary>A sentence, a line per campaign, and where to read on; ends with a line end.</summary>
    /// <param name="summary">What was found.</param>
    /// <param name="reportPath">Where the page is.</param>
    /// <param name="width">Columns of the terminal; the wording is cut to fit.</param>
    public static string Of(ReportSummary summary, string reportPath, int width = 120)
    {
        var text = new StringBuilder();
        text.AppendLine(Invariant,
            $"{Heading(summary.Campaigns.Count)} in {Count(summary.Requests, "request", "requests")} of "
            + $"{Count(summary.Accounts, "account", "accounts")}{Span(summary)} "
            + $"(false-discovery rate {100 * summary.Fdr:0.#} %).");
        if (summary.Campaigns.Count > 0)
        {
            text.AppendLine(Count(summary.InCampaigns, "account is", "accounts are")
                + " in campaigns; a campaign is a reason to look, not a verdict.");
            var wordingMax = Math.Max(20, width - WordingColumn);
            text.AppendLine();
            text.AppendLine("  id   score  confidence  accounts   requests  first seen (UTC)  fixed wording");
            foreach (var campaign in summary.Campaigns.Take(CampaignsShown))
            {
                text.AppendLine(Line(campaign, wordingMax));
                foreach (var more in Reasons(campaign)) text.AppendLine(Fit($"       {more}", width));
            }
            if (summary.Campaigns.Count > CampaignsShown)
                text.AppendLine(Invariant, $"  {summary.Campaigns.Count - CampaignsShown:N0} more in the report");
            text.AppendLine();
        }
        if (summary.Cleared > 0)
            text.AppendLine(Count(summary.Cleared, "look-alike was", "look-alikes were")
                + " considered and cleared; the report says why.");
        if (summary.Rejects > 0)
            text.AppendLine(Count(summary.Rejects, "line was", "lines were")
                + " rejected; 1-ingest/rejects.jsonl says why.");
        return text.AppendLine(Invariant, $"Report: {reportPath}").ToString();
    }

    private static string Count(long count, string one, string many) =>
        string.Create(Invariant, $"{count:N0} {(count == 1 ? one : many)}");

    private static string Heading(int campaigns) => campaigns switch
    {
        0 => "No campaign",
        1 => "1 campaign",
        _ => string.Create(Invariant, $"{campaigns:N0} campaigns"),
    };

    private static string Line(CampaignLine campaign, int wordingMax)
    {
        var shown = Fit(campaign.Wording, wordingMax);
        return string.Create(Invariant,
            $"  {campaign.Id,-4}{campaign.Score,6:0.0}  {campaign.Confidence,-10}{campaign.Accounts,10:N0}"
            + $"{campaign.Requests,11:N0}  {Minute(campaign.FirstSeen),-16}  {shown}");
    }

    private static IEnumerable<string> Reasons(CampaignLine campaign)
    {
        if (campaign.Why.Count > 0) yield return $"why: {string.Join(", ", campaign.Why)}";
        if (campaign.LookFirst.Count > 0) yield return $"look first at: {string.Join(", ", campaign.LookFirst)}";
        if (campaign.KnownAs.Count > 0)
            yield return $"wording known from {string.Join(", ", campaign.KnownAs)}, which anyone can send";
        if (campaign.Clearing.Length > 0) yield return $"harmless if: {campaign.Clearing}";
    }

    // Wording and names are what others typed: a terminal must not obey them.
    private static string Fit(string text, int length)
    {
        var shown = UnseenCharacters.Show(text);
        return shown.Length <= length ? shown : Cut(shown, length - 1) + "…";
    }

    // Half an emoji is no character.
    private static string Cut(string text, int length) =>
        text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    private static string Span(ReportSummary summary) =>
        summary.FirstSeen is null ? "" : $", {Wording.Span(summary.FirstSeen, summary.LastSeen)}";

    private static string Minute(string? time) => time is { Length: >= 16 } ? time[..16].Replace('T', ' ') : "–";
}
