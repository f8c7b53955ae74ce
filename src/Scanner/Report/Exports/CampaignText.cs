using System.Globalization;
using System.Text.RegularExpressions;
using Scanner.Report.Page;
using Scanner.Score;

namespace Scanner.Report.Exports;

/// <summary>A campaign in the words and numbers that exports share.</summary>
internal static partial class CampaignText
{
    // A pattern of fewer words would match what anybody writes.
    private const int PatternWordsMin = 6;

    /// <summary>What an export is stamped with: the time of the last request, not of the clock.</summary>
    public static string Stamp(ReportContent content) => content.Found.Scanned.LastSeen ?? "1970-01-01T00:00:00.000Z";

    /// <summary>Says the same in every run that finds the same templates.</summary>
    public static string Identity(Campaign campaign) =>
        string.Join('\n', campaign.Templates.Select(template => template.Skeleton).Order(StringComparer.Ordinal));

    public static string Name(Campaign campaign) =>
        $"Extraction campaign {campaign.Id}: {CampaignTable.Title(campaign)}";

    /// <summary>All evidence, sentence by sentence, for and against.</summary>
    public static string Description(Campaign campaign) => string.Join('\n',
    [
        string.Create(CultureInfo.InvariantCulture, $"{campaign.Accounts.Count:N0} accounts sent "
            + $"{campaign.Requests:N0} requests made from {campaign.Templates.Count:N0} templates. Score "
            + $"{campaign.Score:0.0}, confidence {campaign.Confidence}. A campaign is a lead, not a verdict."),
        .. Known(campaign),
        .. campaign.Evidence.Select(evidence => $"For: {Channel.Of(evidence.Channel).Name}. {evidence.Text}"),
        .. campaign.Against.Select(evidence => $"Against: {Channel.Of(evidence.Channel).Name}. {evidence.Text}"),
    ]);

    private static IEnumerable<string> Known(Campaign campaign) =>
        KnownPart.Names(campaign) is { Count: > 0 } names ? [KnownPart.Sentence(names)] : [];

    /// <summary>
    /// A regular expression (PCRE) that finds the fixed wording in the order of the skeleton; null where too little of
    /// it is fixed.
    /// </summary>
    public static string? Pattern(string skeleton)
    {
        var parts = SkeletonParts.Split(MaskLabel().Replace(skeleton, "{text}"))
            .Where(part => !part.IsSlot).Select(part => Words(part.Text)).Where(words => words.Length > 0).ToList();
        return parts.Sum(words => words.Length) < PatternWordsMin
            ? null
            : "(?is)" + string.Join(".*?", parts.Select(words => string.Join(@"\s+", words.Select(Regex.Escape))));
    }

    private static string[] Words(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"\[(?:private key|token|key|credentials|e-mail|secret|bank account|card number|national id|"
        + @"phone)\]")]
    private static partial Regex MaskLabel();
}
