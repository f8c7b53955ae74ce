using System.Security.Cryptography;
using System.Text;

namespace Scanner.Report.Page;

/// <summary>The whole of <c>report.html</c>: one file that needs nothing else and can reach nothing else.</summary>
public static class ReportPage
{
    /// <summary>The page for a report's content.</summary>
    public static Markup Of(ReportContent content)
    {
        var share = content.Share;
        var campaigns = Enumerable.Range(0, content.Found.Campaigns.Count)
            .Select(index => CampaignSection.Of(content, index, share));
        Markup style = $"{Assets("report.css", "campaign.css", "charts.css", "media.css")}";
        Markup script = $"{Assets("tables.js", "charts.js", "report.js")}";
        return $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="{Policy(style, script)}">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="referrer" content="no-referrer">
            <title>{Overview.Heading(content)} · Scanner</title>
            <style>{style}</style>
            </head>
            <body>
            <a class="skip" href="#campaigns">Skip to the campaigns</a>
            <header class="top">
            <p class="brand">Scanner</p>
            <nav aria-label="Parts of the report">
            <a href="#campaigns">Campaigns</a> <a href="#landscape">Overall</a> <a href="#cleared">Cleared</a>
            <a href="#limits">Limits</a> <a href="#words">Words</a> <a href="#reproduce">Reproduce</a>
            </nav>
            </header>
            <main>
            {Overview.Of(content)}
            {CampaignTable.Of(content)}
            {Landscape.Of(content)}
            {TimeAxis.Shared(content)}
            {campaigns}
            {ShiftSection.Of(content.Found)}
            {ClearedSection.Of(content.Found.Considered)}
            {LimitsSection.Of()}
            {WordsSection.Of()}
            {ReproduceSection.Of(content)}
            </main>
            <script>{script}</script>
            </body>
            </html>

            """;
    }

    private static IEnumerable<Markup> Assets(params string[] names) => names.Select(Markup.Asset);

    /// <summary>
    /// Nothing may be loaded, sent or framed; only this page's own style sheet and script, named by hash, apply.
    /// </summary>
    private static string Policy(Markup style, Markup script) =>
        $"default-src 'none'; style-src {Hash(style)}; script-src {Hash(script)}; img-src data:; "
        + "base-uri 'none'; form-action 'none'";

    private static string Hash(Markup asset) =>
        $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(asset.ToString())))}'";
}
