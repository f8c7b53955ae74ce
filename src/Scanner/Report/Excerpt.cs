using Scanner.Runs;

namespace Scanner.Report;

/// <summary>The beginning and the end of a text, masked, and how much of it is left out between them.</summary>
/// <param name="Head">The first characters; the whole text when nothing is left out.</param>
/// <param name="Tail">The last characters; empty when nothing is left out.</param>
/// <param name="LeftOut">Characters between the two, as far as masking lets them be counted.</param>
public sealed record Excerpt(string Head, string Tail, long LeftOut)
{
    // Enough of what stands before the wording to see what it is put behind.
    private const int LeadCharacters = 200;

    /// <summary>Characters left out before the head: above 0 where the middle of a text is shown.</summary>
    public long Before { get; init; }

    /// <summary>
    /// Makes an excerpt from a text, or from its two ends where it is long. Masking comes before cutting, and the
    /// windows are longer than what is kept, so a secret that a window's edge cuts in two does not reach the page.
    /// </summary>
    /// <param name="head">The text, or its first <see cref="Limits.ReportWindowCharacters"/>.</param>
    /// <param name="tail">As many last characters; null where <paramref name="head"/> is the whole text.</param>
    /// <param name="length">Characters of the whole text.</param>
    /// <param name="placeOf">
    /// Where in a masked text begins what has to be seen; below 0 for nowhere. If that is neither in the first nor in
    /// the last characters of a text that is there whole, the excerpt is the stretch around it.
    /// </param>
    public static Excerpt Of(string head, string? tail, long length, Func<string, int>? placeOf = null)
    {
        var first = Masking.Mask(head);
        if (tail is null && first.Length <= Limits.ReportExcerptHeadCharacters + Limits.ReportExcerptTailCharacters)
            return new Excerpt(first, "", 0);
        if (tail is null && placeOf?.Invoke(first) is { } place && place >= Limits.ReportExcerptHeadCharacters
            && place < first.Length - Limits.ReportExcerptTailCharacters) return Around(first, place);
        var last = tail is null ? first : Masking.Mask(tail);
        first = Start(first, Limits.ReportExcerptHeadCharacters);
        last = End(last, Limits.ReportExcerptTailCharacters);
        return new Excerpt(first, last, Math.Max(1, length - first.Length - last.Length));
    }

    private static Excerpt Around(string text, int place)
    {
        var rest = End(text, text.Length - place + LeadCharacters);
        var shown = Start(rest, Limits.ReportExcerptHeadCharacters + Limits.ReportExcerptTailCharacters);
        return new Excerpt(shown, "", rest.Length - shown.Length) { Before = text.Length - rest.Length };
    }

    private static string Start(string text, int charactersMax)
    {
        if (text.Length <= charactersMax) return text;
        return text[..(char.IsHighSurrogate(text[charactersMax - 1]) ? charactersMax - 1 : charactersMax)];
    }

    private static string End(string text, int charactersMax)
    {
        if (text.Length <= charactersMax) return text;
        var from = text.Length - charactersMax;
        return text[(char.IsLowSurrogate(text[from]) ? from + 1 : from)..];
    }
}
