using Scanner.Runs;

namespace Scanner.Report;

/// <summary>The beginning and the end of a text, masked, and how much of it is left out between them.</summary>
/// <param name="Head">The first characters; the whole text when nothing is left out.</param>
/// <param name="Tail">The last characters; empty when nothing is left out.</param>
/// <param name="LeftOut">Characters between the two, as far as masking lets them be counted.</param>
public sealed record Excerpt(string Head, string Tail, long LeftOut)
{
    /// <summary>
    /// Makes an excerpt from a text, or from its two ends where it is long. Masking comes before cutting, and the
    /// windows are longer than what is kept, so a secret that a window's edge cuts in two does not reach the page.
    /// </summary>
    /// <param name="head">The text, or its first <see cref="Limits.ReportWindowCharacters"/>.</param>
    /// <param name="tail">As many last characters; null where <paramref name="head"/> is the whole text.</param>
    /// <param name="length">Characters of the whole text.</param>
    public static Excerpt Of(string head, string? tail, long length)
    {
        var first = Masking.Mask(head);
        if (tail is null && first.Length <= Limits.ReportExcerptHeadCharacters + Limits.ReportExcerptTailCharacters)
            return new Excerpt(first, "", 0);
        var last = tail is null ? first : Masking.Mask(tail);
        first = Start(first, Limits.ReportExcerptHeadCharacters);
        last = End(last, Limits.ReportExcerptTailCharacters);
        return new Excerpt(first, last, Math.Max(1, length - first.Length - last.Length));
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
