using Scanner.Cluster;
using Scanner.Runs;
using Scanner.Score;

namespace Scanner.Report.Page;

/// <summary>The templates of a campaign: fixed wording, slots, and how the slots vary.</summary>
internal static class TemplatePart
{
    public static Markup Of(Campaign campaign, FairShare share)
    {
        var shown = campaign.Templates.Take(share.Templates).ToList();
        return $"""
            {CampaignParts.Heading(campaign.Id, CampaignParts.Send)}
            {shown.Select(template => Template(campaign, template, share))}
            {More(campaign.Templates.Count - shown.Count)}
            </section>
            """;
    }

    /// <summary>What links call a template of a campaign.</summary>
    public static string Place(Campaign campaign, string template) => $"{campaign.Id}-{template}";

    private static Markup Template(Campaign campaign, CampaignTemplate template, FairShare share) => $"""
        <div class="template" id="{Place(campaign, template.Id)}" tabindex="-1">
        <p class="note"><b>{template.Id}</b> · {PartOf(template.Kind)} · {Wording.Count(template.Requests, "request")}
        · {Wording.Count(template.Accounts, "account")} {KnownPart.Beside(template.KnownAs)}</p>
        <p class="skeleton" dir="auto">{Skeleton(template.Skeleton, share.SkeletonCharacters)}</p>
        {Slots(template.Slots, share.Slots)}
        </div>
        """;

    /// <summary>A skeleton with its slots set apart, cut where it is very long.</summary>
    public static IEnumerable<Markup> Skeleton(string skeleton, int charactersMax)
    {
        var cut = skeleton.Length > charactersMax;
        foreach (var part in SkeletonParts.Split(cut ? skeleton[..charactersMax] : skeleton))
        {
            if (part.IsSlot) yield return $"""<span class="slot">{part.Text}</span>""";
            else yield return $"{part.Text}";
        }
        var left = skeleton.Length - charactersMax;
        if (cut) yield return $"""<span class="left-out">… {left:N0} more characters in campaigns.json</span>""";
    }

    private static string PartOf(string kind) => kind switch
    {
        "system" => "system prompt",
        "whole" => "whole prompt",
        "head" => "beginning of the prompt",
        "tail" => "end of the prompt",
        "span" => "passage inside the prompt",
        _ => kind,
    };

    private static Markup Slots(IReadOnlyList<Slot> slots, int slotsMax)
    {
        if (slots.Count == 0) return Markup.None;
        return $"""
            <ul class="slots">{slots.Take(slotsMax).Select(Line)}</ul>
            {More(slots.Count - slotsMax)}
            """;
    }

    private static Markup Line(Slot slot) => $"""
        <li><span class="slot">{slot.Kind}</span> {Wording.Count(slot.Distinct, "value")} in
        {Wording.Count(slot.Texts, "text")}, {slot.Entropy:0.0} bits {slot.Examples.Take(3).Select(Quoted)}</li>
        """;

    private static Markup Quoted(string value) => $"""<q dir="auto">{Short(value)}</q> """;

    private static string Short(string value)
    {
        var cut = value.Length > Limits.ReportSlotCharactersMax;
        return cut ? value[..Limits.ReportSlotCharactersMax] + " …" : value;
    }

    private static Markup More(int count) =>
        count <= 0 ? Markup.None : $"""<p class="note">{count:N0} more in campaigns.json.</p>""";
}
