using Scanner.Score;
using Scanner.Score.Capabilities;

namespace Scanner.Report.Page;

/// <summary>What a campaign seems to draw from the model, how clearly, and which words say so.</summary>
internal static class CapabilityPart
{
    /// <summary>The labels beside the campaign's id.</summary>
    public static IEnumerable<Markup> Chips(Campaign campaign) =>
        campaign.Capabilities.Select(name => (Markup)$"""<span class="chip plain">{name}</span>""");

    /// <summary>A line a label; nothing where the wording says nothing.</summary>
    public static Markup Of(Campaign campaign) => campaign.CapabilityLabels.Count == 0
        ? Markup.None
        : $"""
            <section>
            <h3>What it seems to be after</h3>
            <ul>{campaign.CapabilityLabels.Select(Line)}</ul>
            <p class="note">Told by the words of the templates; it counts nothing in the score.</p>
            </section>
            """;

    private static Markup Line(Capability label) => $"""
        <li><b>{Wording.Capitalised(label.Name)}</b>, <span class="number">confidence
        {Wording.Share(label.Confidence)}.</span> {label.Text}</li>
        """;
}
