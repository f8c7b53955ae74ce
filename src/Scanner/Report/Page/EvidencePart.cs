using Scanner.Score;

namespace Scanner.Report.Page;

/// <summary>Why a campaign is reported, channel by channel, and what speaks against it.</summary>
internal static class EvidencePart
{
    public static Markup Of(Campaign campaign)
    {
        var weightMax = campaign.Evidence.Concat(campaign.Against)
            .Select(item => Math.Abs(item.LogLikelihoodRatio)).DefaultIfEmpty(0).Max();
        return $"""
            <section>
            <h3>Why it is reported</h3>
            <p class="note">{Summary(campaign)}</p>
            <ol class="evidence">{campaign.Evidence.Select(item => Item(item, weightMax))}</ol>
            <div class="against"><h4>What speaks against it</h4>{Against(campaign.Against, weightMax)}</div>
            </section>
            """;
    }

    private static string Summary(Campaign campaign) => campaign.Score > 0
        ? $"With how rare campaigns are counted in, a campaign explains these accounts {Wording.Times(campaign.Score)} "
            + $"better than unrelated users do (score {campaign.Score:0.0}). Each bar is what a channel adds to it."
        : $"Score {campaign.Score:0.0}: the channels together do not favour a campaign.";

    private static Markup Item(Evidence item, double weightMax) => $"""
        <li>
        <p class="channel"><b>{ChannelNames.Of(item.Channel)}</b> <span class="number">{Numbers(item)}</span></p>
        {Bars.Wide(item.LogLikelihoodRatio, weightMax)}
        <p>{item.Text}</p>
        </li>
        """;

    private static string Numbers(Evidence item)
    {
        var weight = Wording.Signed(item.LogLikelihoodRatio);
        return item.PValue is { } p ? $"{weight} · {Wording.PValue(p)}" : weight;
    }

    private static Markup Against(IReadOnlyList<Evidence> against, double weightMax) => against.Count == 0
        ? (Markup)$"""<p>No channel does. See also <a href="#limits">what would clear a campaign</a>.</p>"""
        : (Markup)$"""<ol class="evidence">{against.Select(item => Item(item, weightMax))}</ol>""";
}
