namespace Scanner.Report.Page;

/// <summary>Why a campaign is reported, channel by channel, and what speaks against it.</summary>
internal static class EvidencePart
{
    public static Markup Of(Campaign campaign)
    {
        var evidence = (campaign.Evidence ?? []).OrderByDescending(item => item.LogLikelihoodRatio ?? 0).ToList();
        var weightMax = evidence.Select(item => Math.Abs(item.LogLikelihoodRatio ?? 0)).DefaultIfEmpty(0).Max();
        var signed = evidence.Any(item => item.LogLikelihoodRatio < 0);
        return $"""
            <section>
            <h3>Why it is reported</h3>
            <p class="note">{Summary(campaign)}</p>
            <ol class="evidence">{evidence.Select(item => Item(item, weightMax, signed))}</ol>
            {Against(campaign.Against ?? [])}
            </section>
            """;
    }

    private static string Summary(Campaign campaign) => campaign.Score > 0
        ? $"All channels together: {Wording.Times(campaign.Score)} likelier as a campaign than as unrelated users "
            + $"(score {campaign.Score:0.0}). Each bar is a channel’s share of the score."
        : $"Score {campaign.Score:0.0}: the channels together do not favour a campaign.";

    private static Markup Item(Evidence item, double weightMax, bool signed) => $"""
        <li>
        <p class="channel"><b>{ChannelNames.Of(item.Channel)}</b> <span class="number">{Numbers(item)}</span></p>
        {Bars.Wide(item.LogLikelihoodRatio ?? 0, weightMax, signed)}
        <p>{Masking.Mask(item.Text)}</p>
        </li>
        """;

    private static string Numbers(Evidence item)
    {
        var weight = item.LogLikelihoodRatio is { } ratio ? $"{ratio:+0.0;−0.0;0}" : "";
        var chance = item.PValue is { } p ? Wording.PValue(p) : "";
        return weight.Length > 0 && chance.Length > 0 ? $"{weight} · {chance}" : weight + chance;
    }

    private static Markup Against(IReadOnlyList<Objection> against)
    {
        if (against.Count == 0)
            return $"""<div class="against"><h4>What speaks against it</h4><p>No channel speaks against it. See what would clear it under <a href="#limits">limits</a>.</p></div>""";
        return $"""
            <div class="against"><h4>What speaks against it</h4>
            <ul>{against.Select(item => (Markup)$"<li><b>{ChannelNames.Of(item.Channel)}.</b> {Masking.Mask(item.Text)}</li>")}</ul></div>
            """;
    }
}
