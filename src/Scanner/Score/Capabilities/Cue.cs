using System.Text.RegularExpressions;
using Scanner.Ingest.Normalization;

namespace Scanner.Score.Capabilities;

/// <summary>Words that tell what a wording draws on.</summary>
/// <param name="Label">The capability.</param>
/// <param name="Weight">Confidence that this cue alone gives, in (0, 1).</param>
/// <param name="Pattern">Finds it in normalised text.</param>
internal sealed record Cue(string Label, double Weight, Regex Pattern)
{
    private const string Resource = "Scanner.Score.cues.txt";

    /// <summary>All cues, in the order of the embedded <c>cues.txt</c>.</summary>
    public static IReadOnlyList<Cue> All { get; } = Read();

    private static Cue[] Read()
    {
        using var stream = typeof(Cue).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException("The resource cues.txt is missing from the assembly.");
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#').SelectMany(Parse)];
    }

    // label, language, weight, cues: the language is for whoever edits the file.
    private static IEnumerable<Cue> Parse(string line)
    {
        var parts = line.Split(' ', 4);
        var weight = double.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture);
        return parts[3].Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(cue => new Cue(parts[0].Replace('_', ' '), weight, PatternOf(cue)));
    }

    /// <summary>The pattern of a cue: words in a row, * for any ending, .. for a few words between.</summary>
    internal static Regex PatternOf(string cue)
    {
        var pattern = "";
        var between = "";
        foreach (var token in cue.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var word = TextNormalizer.Normalize(token.TrimEnd('*'));
            var isUnspaced = Regex.IsMatch(word, @"[\u0E00-\u0EFF\u3040-\u30FF\u3400-\u9FFF]");
            if (token == "..")
            {
                between = "gap";
                continue;
            }

            pattern += between switch
            {
                "" => isUnspaced ? "" : @"(?<!\w)",
                "gap" => isUnspaced ? ".{0,8}?" : @"\W+(?:\w+\W+){0,4}?",
                _ => @"\W+",
            } + Regex.Escape(word) + (isUnspaced ? "" : token.EndsWith('*') ? @"\w*" : @"(?!\w)");
            between = "next";
        }

        return new Regex(pattern, RegexOptions.CultureInvariant);
    }
}
