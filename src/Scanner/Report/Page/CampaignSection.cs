using Scanner.Runs;
using Scanner.Score;

namespace Scanner.Report.Page;

/// <summary>One campaign: why, when, what, what the accounts share, and who they are.</summary>
internal static class CampaignSection
{
    /// <summary>
    /// A campaign with its heading. What follows the heading is markup that a browser reads at once where the campaign
    /// stands open or where no script runs; else it is one text until the page's script needs it, which costs a browser
    /// a twentieth.
    /// </summary>
    /// <param name="content">All that the page shows.</param>
    /// <param name="index">Which campaign.</param>
    /// <param name="share">How much of the page it gets.</param>
    public static Markup Of(ReportContent content, int index, FairShare share)
    {
        var campaign = content.Found.Campaigns[index];
        var body = Body(content, index, share);
        Markup shown = index < Limits.ReportOpenCampaignsMax ? body : $"<noscript>{body}</noscript>";
        return $"""
            <article id="{campaign.Id}" class="campaign" tabindex="-1" aria-labelledby="{campaign.Id}-title">
            <header>
            <p class="eyebrow">Campaign {campaign.Id}
            {CampaignTable.Confidence(campaign)}{CapabilityPart.Chips(campaign)}</p>
            <h2 id="{campaign.Id}-title" dir="auto">{CampaignTable.Title(campaign)}</h2>
            <p class="lede">{Lede(campaign)}</p>
            </header>
            {shown}
            </article>
            """;
    }

    private static Markup Body(ReportContent content, int index, FairShare share)
    {
        var (campaign, detail) = (content.Found.Campaigns[index], content.Details[index]);
        return $"""
            {KnownPart.Of(campaign)}
            {CampaignParts.Links(content, index)}
            {FirstLook.Of(content, index, share)}
            {EvidencePart.Of(campaign)}
            {ShiftSection.Of(campaign, content.Found.Scanned)}
            {TimelineChart.Of(content, campaign, detail)}
            {HeatMap.Of(content, campaign, detail)}
            {CapabilityPart.Of(campaign)}
            {TemplatePart.Of(campaign, share)}
            {ExamplePart.Of(campaign, detail.Examples.Take(share.Examples).ToList())}
            {SharedPart.Of(content, campaign, detail, share.TraitValues)}
            {OverlapPart.Of(campaign, content.Overlaps[index])}
            {AccountPart.Of(content, index, share)}
            """;
    }

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
