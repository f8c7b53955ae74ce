namespace Scanner.Report;

/// <summary>What a stretch of an example is.</summary>
public enum PassageKind
{
    /// <summary>Fixed wording of the campaign's template.</summary>
    Fixed,

    /// <summary>What the sender filled in.</summary>
    Filled,

    /// <summary>What a long text has between its shown ends.</summary>
    LeftOut,
}

/// <summary>A stretch of an example request.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The text, secrets masked; empty where it is not shown.</param>
/// <param name="Characters">How long the stretch is.</param>
public sealed record Passage(PassageKind Kind, string Text, long Characters);

/// <summary>Cuts an excerpt into fixed wording and what was filled in.</summary>
internal static class Passages
{
    /// <summary>The excerpt's stretches in order; those without a character are left away.</summary>
    /// <param name="excerpt">A masked excerpt.</param>
    /// <param name="skeletons">Skeletons to look for; the one that covers most of a text counts.</param>
    /// <param name="showFilled">Whether what was filled in is shown.</param>
    public static IReadOnlyList<Passage> Of(Excerpt excerpt, IReadOnlyList<string> skeletons, bool showFilled)
    {
        var passages = new List<Passage>();
        AddLeftOut(excerpt.Before);
        passages.AddRange(Cut(excerpt.Head, skeletons, showFilled));
        AddLeftOut(excerpt.LeftOut);
        passages.AddRange(Cut(excerpt.Tail, skeletons, showFilled));
        return passages;

        void AddLeftOut(long characters)
        {
            if (characters > 0) passages.Add(new Passage(PassageKind.LeftOut, "", characters));
        }
    }

    private static List<Passage> Cut(string text, IReadOnlyList<string> skeletons, bool showFilled)
    {
        var ranges = FixedWording.Find(skeletons, text);
        var passages = new List<Passage>();
        var from = 0;
        foreach (var range in ranges)
        {
            Add(PassageKind.Filled, text[from..range.Start.Value], showFilled);
            Add(PassageKind.Fixed, text[range], true);
            from = range.End.Value;
        }
        Add(PassageKind.Filled, text[from..], showFilled);
        return passages;

        void Add(PassageKind kind, string stretch, bool shown)
        {
            // Between words of fixed wording stand white space and points: hiding those would only blur the wording.
            if (kind == PassageKind.Filled && !stretch.Any(char.IsLetterOrDigit)) shown = true;
            if (stretch.Length > 0) passages.Add(new Passage(kind, shown ? stretch : "", stretch.Length));
        }
    }
}
