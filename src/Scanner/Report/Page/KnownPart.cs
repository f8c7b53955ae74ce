using Scanner.Score;

namespace Scanner.Report.Page;

/// <summary>Public harnesses and agents whose wording a campaign holds: a hint to a reader, and no evidence.</summary>
internal static class KnownPart
{
    /// <summary>Their names, each once, in the order of the templates.</summary>
    public static IReadOnlyList<string> Names(Campaign campaign) =>
        [.. campaign.Templates.Select(template => template.KnownAs).OfType<string>().Distinct()];

    /// <summary>"Wording known from LangChain: …"; empty where none is known.</summary>
    public static string Sentence(IReadOnlyList<string> names) => names.Count == 0
        ? ""
        : $"Wording known from {string.Join(", ", names)}: anyone can send it, and it counts for nothing.";

    /// <summary>A note in a campaign's part, which says how to allow what is known; nothing where nothing is.</summary>
    public static Markup Of(Campaign campaign)
    {
        var names = Names(campaign);
        if (names.Count == 0) return Markup.None;
        return $"""
            <p class="known">{Sentence(names)} If you trust it, allow it: write the line
            <code>bundled: harnesses</code> into a file and run <code>scan rethreshold RUN --allow FILE</code>.</p>
            """;
    }

    /// <summary>The same at a template, in a few words.</summary>
    public static Markup Beside(string? name) =>
        name is null ? Markup.None : (Markup)$"""<span class="known">known from {name}</span>""";
}
