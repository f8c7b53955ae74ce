using Scanner.Ingest.Normalization;

namespace Scanner.Score;

/// <summary>
/// Prompts of public evaluation harnesses and open-source agents, known by their wording. The report and
/// <c>campaigns.json</c> name the project beside a template, and it counts for nothing: anybody can send such a prompt.
/// A user who trusts them allows them (<see cref="AllowList"/>, "bundled: harnesses").
/// </summary>
public static class PublicHarnesses
{
    private static readonly Lazy<(string Project, string Wording, string Normal)[]> All = new(Read);

    /// <summary>The wordings, as their projects write them.</summary>
    public static IEnumerable<string> Wordings => All.Value.Select(harness => harness.Wording);

    /// <summary>The project whose wording a template holds; null where it is none's.</summary>
    /// <param name="skeleton">Wording of a template.</param>
    public static string? ProjectOf(string skeleton)
    {
        var text = TextNormalizer.Normalize(skeleton);
        return All.Value.FirstOrDefault(harness => text.Contains(harness.Normal, StringComparison.Ordinal)).Project;
    }

    private static (string Project, string Wording, string Normal)[] Read()
    {
        using var reader = new StreamReader(
            typeof(PublicHarnesses).Assembly.GetManifestResourceStream("Scanner.Score.harnesses.txt")!);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#')
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(parts => (parts[0], parts[2], TextNormalizer.Normalize(parts[2])))];
    }
}
