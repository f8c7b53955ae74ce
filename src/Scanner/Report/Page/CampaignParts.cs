namespace Scanner.Report.Page;

/// <summary>A part of a campaign's section.</summary>
/// <param name="Key">What its id ends with: <c>C01-when</c>.</param>
/// <param name="Name">Its heading.</param>
internal readonly record struct CampaignPart(string Key, string Name);

/// <summary>Which parts a campaign has, and the links that lead from one to the other.</summary>
internal static class CampaignParts
{
    public static readonly CampaignPart Why = new("why", "Why it is reported");
    public static readonly CampaignPart When = new("when", "When");
    public static readonly CampaignPart Heat = new("heat", "Who acts when");
    public static readonly CampaignPart Send = new("send", "What they send");
    public static readonly CampaignPart Share = new("share", "What they share");
    public static readonly CampaignPart Who = new("who", "Who");

    /// <summary>The parts of a campaign, in their order on the page.</summary>
    public static IEnumerable<CampaignPart> Of(ReportContent content, int index)
    {
        var detail = content.Details[index];
        yield return Why;
        if (content.Traffic is not null && detail.Counts.Count > 0) yield return When;
        if (content.Traffic is not null && detail.Activity.Count > 0) yield return Heat;
        yield return Send;
        if (detail.Shared.Count > 0) yield return Share;
        yield return Who;
    }

    /// <summary>A bar that stays in sight while its campaign is read.</summary>
    public static Markup Links(ReportContent content, int index)
    {
        var campaigns = content.Found.Campaigns;
        var id = campaigns[index].Id;
        var next = campaigns.ElementAtOrDefault(index + 1)?.Id;
        Markup onward = next is null ? Markup.None : $"""<a href="#{next}">{next} →</a>""";
        return $"""
            <nav class="parts" aria-label="Campaign {id}"><a href="#{id}"><b>{id}</b></a>
            {Of(content, index).Select(part => (Markup)$"""<a href="#{id}-{part.Key}">{part.Name}</a> """)}
            <span><a href="#campaigns">All campaigns</a> {onward}</span></nav>
            """;
    }

    /// <summary>The beginning of a part.</summary>
    public static Markup Heading(string campaign, CampaignPart part) =>
        $"""<section id="{campaign}-{part.Key}"><h3>{part.Name}</h3>""";
}
