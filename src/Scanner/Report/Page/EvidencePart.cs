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
            {CampaignParts.Heading(campaign.Id, CampaignParts.Why)}
            <p class="note">{Summary(campaign)}</p>
            <ol class="evidence">{campaign.Evidence.Select(item => Item(item, weightMax))}</ol>
            <div class="against"><h4>What speaks against it</h4>{Against(campaign.Against, weightMax)}
            {Silent(campaign)}</div>
            </section>
            """;
    }

    /// <summary>The channels that could have spoken and say nothing: what a reader may miss in a campaign.</summary>
    private static Markup Silent(Campaign campaign)
    {
        var told = campaign.Evidence.Concat(campaign.Against).Select(item => item.Channel).ToHashSet();
        var silent = Channel.All.Where(channel => !told.Contains(channel.Key)).ToList();
        if (silent.Count == 0) return Markup.None;
        return $"""
            <p class="note">Not seen here, or not to be measured, which counts nothing:
            {string.Join("; ", silent.Select(channel => Wording.InSentence(channel.Name)))}.</p>
            """;
    }

    private static string Summary(Campaign campaign) => campaign.Score > 0
        ? $"That the accounts belong together explains what they do {Wording.Times(campaign.Score)} better than that "
            + $"they are strangers, even though campaigns are rare: score {campaign.Score:0.0}, the weights below and "
            + $"{Wording.Signed(campaign.Score - Weights(campaign))} for the rarity. {Weight}"
        : $"Score {campaign.Score:0.0}: the evidence as a whole does not favour a campaign.";

    private const string Weight = "A weight (the bar) grows with the size of what was found and with how well its kind "
        + "told known campaigns from harmless templates. It is not made from p, which only says how often strangers "
        + "would look like this: what campaigns nearly always show weighs much, even where p is not small.";

    private static double Weights(Campaign campaign) =>
        campaign.Evidence.Concat(campaign.Against).Sum(item => item.LogLikelihoodRatio);

    private static Markup Item(Evidence item, double weightMax) => $"""
        <li>
        <p class="channel">{WordsSection.Link(Channel.Of(item.Channel))} <span class="number">{Numbers(item)}</span></p>
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
        ? (Markup)$"""
            <p>Nothing that was measured weighs against it. See also
            <a href="#limits">what would clear any campaign</a>.</p>
            """
        : (Markup)$"""<ol class="evidence">{against.Select(item => Item(item, weightMax))}</ol>""";
}
