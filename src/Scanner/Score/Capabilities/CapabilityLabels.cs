using System.Globalization;
using Scanner.Cluster;
using Scanner.Ingest.Normalization;
using Scanner.Ingest.Segments;

namespace Scanner.Score.Capabilities;

/// <summary>What a campaign seems to draw from the model: shown to people, never scored.</summary>
/// <param name="Name">reasoning, grading, rewriting, coding, tools, computer use, data analysis, task factory or
/// language sweep.</param>
/// <param name="Confidence">How clearly the wording says so, in (0, 1).</param>
/// <param name="Text">One sentence that names the words.</param>
public sealed record Capability(string Name, double Confidence, string Text);

/// <summary>
/// Labels campaigns by the fixed wording of their templates: what stands in slots is payload and says nothing. Cues of
/// one label count as independent (noisy or), each as far as the campaign's requests hold it.
/// </summary>
internal static class CapabilityLabels
{
    private const double ConfidenceMin = 0.6;
    private const double ConfidenceMax = 0.99;

    // A campaign may be after two things: what half of its requests say counts in full.
    private const double FullCoverage = 0.5;

    // Hints: agents of any purpose are offered tools, and any short prompt may be filled from lists.
    private const double ToolsWeight = 0.3;
    private const double ListedWeight = 0.5;
    private const int CuesTold = 4;

    // What is drawn from a list has few words; a payload has many.
    private const int ListedWordsMax = 6;

    // A language counts from this share of the requests on; of two, one may be that of the payload's users.
    private const double LanguageShareMin = 0.05;
    private const int LanguagesMin = 3;

    private readonly record struct Found(string Label, double Weight, double Coverage, string Words)
    {
        public double Strength => Weight * Math.Min(1, Coverage / FullCoverage);
    }

    /// <summary>The labels that the wording speaks for clearly, the clearest first.</summary>
    /// <param name="templates">Templates of the campaign.</param>
    /// <param name="requests">Requests of the campaign, above 0.</param>
    /// <param name="withTools">Those of them that offer the model tools.</param>
    public static IReadOnlyList<Capability> Of(IReadOnlyList<TemplateRow> templates, int requests, int withTools)
    {
        var wordings = templates.Select(Wording).ToArray();
        var found = Search(wordings, requests);
        found.Add(new Found("tools", ToolsWeight, Share(withTools, requests), "tools offered with the request"));
        var listed = wordings.Where(wording => wording.IsListed).Sum(wording => wording.Requests);
        found.Add(new Found("task factory", ListedWeight, Share(listed, requests), "short slots and no payload"));
        return [.. found.Where(cue => cue.Coverage > 0).GroupBy(cue => cue.Label)
            .Select(cues => Labelled(cues.Key, [.. cues])).Append(Sweep(wordings, requests))
            .Where(label => label.Confidence >= ConfidenceMin)
            .OrderByDescending(label => label.Confidence).ThenBy(label => label.Name, StringComparer.Ordinal)];
    }

    private static Capability Labelled(string label, Found[] cues)
    {
        var doubt = cues.Aggregate(1.0, (left, cue) => left * (1 - cue.Strength));
        var told = cues.OrderByDescending(cue => cue.Strength).Select(cue => cue.Words).Distinct().Take(CuesTold);
        return new Capability(label, Rounded(1 - doubt), $"The wording says: {string.Join("; ", told)}.");
    }

    private static List<Found> Search(WordingOf[] wordings, int requests)
    {
        var held = new Dictionary<Cue, (long Requests, string Words)>();
        foreach (var wording in wordings)
        {
            foreach (var (cue, words) in wording.Parts.SelectMany(InPart).DistinctBy(match => match.Cue))
            {
                var before = held.GetValueOrDefault(cue, (0, words));
                held[cue] = (before.Requests + wording.Requests, before.Words);
            }
        }

        return [.. Cue.All.Where(held.ContainsKey).Select(cue =>
            new Found(cue.Label, cue.Weight, Share(held[cue].Requests, requests), held[cue].Words))];
    }

    /// <summary>The cues in a stretch of wording; of those of one label that overlap, the longest.</summary>
    private static IEnumerable<(Cue Cue, string Words)> InPart(string part)
    {
        var matches = Cue.All.Select(cue => (Cue: cue, Match: cue.Pattern.Match(part)))
            .Where(found => found.Match.Success).OrderByDescending(found => found.Match.Length);
        foreach (var label in matches.GroupBy(found => found.Cue.Label))
        {
            var taken = new List<(int Start, int End)>();
            foreach (var (cue, match) in label)
            {
                var (start, end) = (match.Index, match.Index + match.Length);
                if (!taken.Exists(other => start < other.End && other.Start < end))
                {
                    taken.Add((start, end));
                    yield return (cue, match.Value);
                }
            }
        }
    }

    /// <summary>The same wording in several languages: each of them asks for the same thing.</summary>
    private static Capability Sweep(WordingOf[] wordings, int requests)
    {
        var languages = wordings.Where(wording => wording.Language.Length > 0).GroupBy(wording => wording.Language)
            .Select(group => (Language: group.Key, Share: Share(group.Sum(wording => wording.Requests), requests)))
            .Where(group => group.Share >= LanguageShareMin).OrderByDescending(group => group.Share)
            .ThenBy(group => group.Language, StringComparer.Ordinal).ToArray();
        var confidence = languages.Length < LanguagesMin ? 0 : 1 - Math.Pow(0.5, languages.Length - 1);
        var names = languages.Select(group =>
            string.Create(CultureInfo.InvariantCulture, $"{group.Language} {100 * group.Share:0} %"));
        return new Capability("language sweep", Rounded(confidence),
            $"Templates are worded in {languages.Length} languages: {string.Join(", ", names)} of the requests.");
    }

    private static WordingOf Wording(TemplateRow row)
    {
        var parts = row.Skeleton.FixedParts().Select(part => TextNormalizer.Normalize(part)).ToArray();
        var isListed = row.Skeleton.Slots.Count >= 2 && ((TextKinds)row.Kinds).HasFlag(TextKinds.Whole)
            && row.Skeleton.Slots.All(slot => slot.Examples.All(example =>
                example.Split((char[]?)null, ListedWordsMax + 2, StringSplitOptions.RemoveEmptyEntries).Length
                    <= ListedWordsMax));
        return new WordingOf(parts, row.Requests, isListed, WrittenLanguage.Of(parts));
    }

    private readonly record struct WordingOf(string[] Parts, int Requests, bool IsListed, string Language);

    private static double Share(long part, int whole) => Math.Min(1, (double)part / whole);

    private static double Rounded(double confidence) => Math.Round(Math.Min(ConfidenceMax, confidence), 2);
}
