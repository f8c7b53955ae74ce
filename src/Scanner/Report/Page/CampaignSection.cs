using Scanner.Score;

namespace Scanner.Report.Page;

/// <summary>One campaign: why, when, what, what the accounts share, and who they are.</summary>
internal static class CampaignSection
{
    public static Markup Of(
        ReportContent content, Campaign campaign, CampaignDetail detail, IReadOnlyList<Overlap> overlaps) => $"""
        <article id="{campaign.Id}" class="campaign" tabindex="-1" aria-labelledby="{campaign.Id}-title">
        <header>
        <p class="eyebrow">Campaign {campaign.Id}
        {CampaignTable.Confidence(campaign)}{CapabilityPart.Chips(campaign)}</p>
        <h2 id="{campaign.Id}-title" dir="auto">{CampaignTable.Title(campaign)}</h2>
        <p class="lede">{Lede(campaign)}</p>
        </header>
        {ShiftSection.Of(campaign, content.Found.Scanned)}
        {FirstLook.Of(content, campaign)}
        {EvidencePart.Of(campaign)}
        {TimelineChart.Of(content, campaign, detail)}
        {HeatMap.Of(content, campaign, detail)}
        {CapabilityPart.Of(campaign)}
        {TemplatePart.Of(campaign, content.Share)}
        {ExamplePart.Of(campaign, detail.Examples.Take(content.Share.Examples).ToList())}
        {SharedPart.Of(campaign, detail, content.Share.TraitValues)}
        {OverlapPart.Of(campaign, overlaps)}
        {AccountPart.Of(content, campaign)}
        <p class="back"><a href="#campaigns">Back to all campaigns</a></p>
        </article>
        """;

    private static Markup Lede(Campaign campaign)
    {
        Markup when = campaign.FirstSeen is null
            ? Markup.None
            : $"""
                , <span class="minute">{Wording.Minute(campaign.FirstSeen)}</span> to
                <span class="minute">{Wording.Minute(campaign.LastSeen)}</span>
                """;
        return $"""
            {Wording.Count(campaign.Accounts.Count, "account")} sent {Wording.Count(campaign.Requests, "request")}
            made from {Wording.Count(campaign.Templates.Count, "template")}{when}.
            """;
    }
}
