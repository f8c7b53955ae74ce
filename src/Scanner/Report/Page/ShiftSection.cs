using Scanner.Score;
using Scanner.Score.Shift;

namespace Scanner.Report.Page;

/// <summary>
/// How prompts changed against the beginning of the log, and what part of it a campaign's accounts cause.
/// </summary>
internal static class ShiftSection
{
    private const double Clear = 0.01;

    /// <summary>A line a window; nothing where the log is too short.</summary>
    public static Markup Of(CampaignSet found)
    {
        if (found.Shift is not { Windows.Count: > 0 } shift) return Markup.None;
        var most = shift.Windows.Max(window => window.Distance);
        return $"""
            <section id="shift" tabindex="-1">
            <h2>How prompts changed</h2>
            <p class="lede">How far what prompts are about shifted: those of each window against those before
            {Wording.Day(shift.ReferenceTo)}. It counts nothing in the scores: a new course or product changes traffic
            as well. What each account causes of it stands in 5-score/shift.parquet.</p>
            <div class="scroll" tabindex="0" role="region" aria-label="How prompts changed">
            <table>
            <caption class="unseen">How prompts changed by window</caption>
            <thead><tr><th scope="col">From</th><th scope="col" class="number">Prompts compared</th>
            <th scope="col" class="number">Shift</th><th scope="col" class="number">By chance up to</th>
            <th scope="col" class="number">p-value</th></tr></thead>
            <tbody>{shift.Windows.Select(window => Row(window, most))}</tbody>
            </table></div>
            </section>
            """;
    }

    /// <summary>A sentence in a campaign's part; nothing where nothing was compared.</summary>
    public static Markup Of(Campaign campaign, ScannedTotals scanned)
    {
        // Below a hundredth it is noise, and may come out negative.
        if (campaign.ShiftShare is not { } share || share < Clear) return Markup.None;
        var sent = campaign.Accounts.Sum(account => (double)account.TotalRequests) / Math.Max(1, scanned.Requests);
        return $"""
            <p class="note"><a href="#shift">What all prompts of the log are about shifted</a> since it began. Its
            accounts send {Wording.Share(sent)} of all requests and cause {Wording.Share(share)} of that shift, which
            counts nothing in the score.</p>
            """;
    }

    private static Markup Row(ShiftWindow window, double most)
    {
        var (distance, chance) = (1000 * window.Distance, 1000 * window.Chance);
        var bar = window.PValue <= Clear ? Bars.Thin(window.Distance, most) : Markup.None;
        return $"""
            <tr><th scope="row" class="minute">{Wording.Day(window.From)}</th>
            <td class="number">{window.Requests:N0}</td>
            <td class="number">{distance:0.00} ‰{bar}</td><td class="number">{chance:0.00} ‰</td>
            <td class="number">{Wording.PValue(window.PValue)}</td></tr>
            """;
    }
}
