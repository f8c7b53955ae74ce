using Scanner.Runs;

namespace Scanner.Report;

/// <summary>The beginning and the end of a text, masked, and how much of it is left out between them.</summary>
/// <param name="Head">The first characters; the whole text when nothing is left out.</param>
/// <param name="Tail">The last characters; empty when nothing is left out.</param>
/// <param name="LeftOut">Characters between the two, as far as masking lets them be counted.</param>
public sealed record Excerpt(string Head, string Tail, long LeftOut)
{
    /// <summary>
    /// Makes an excerpt from a text, or from its two ends where it is long. Masking comes before cutting, and the windows
    /// are longer than what is kept, so a secret that a window's edge cuts in two does not reach the page.
    /// </summary>
    /// <param name="headWindow">The text, or its first <see cref="Limits.ReportWindowCharacters"/>.</param>
    /// <param name="tailWindow">The text's last <see cref="Limits.ReportWindowCharacters"/> or fewer.</param>
    /// <param name="length">Characters of the whole text.</param>
    public static Excerpt Of(string headWindow, string tailWindow, long length)
    {
        var head = Masking.Mask(headWindow);
        if (length <= headWindow.Length && head.Length <= Limits.ReportExcerptHeadCharacters + Limits.ReportExcerptTailCharacters)
            return new Excerpt(head, "", 0);
        var tail = Masking.Mask(tailWindow);
        head = Start(head, Limits.ReportExcerptHeadCharacters);
        tail = End(tail, Limits.ReportExcerptTailCharacters);
        return new Excerpt(head, tail, Math.Max(1, length - head.Length - tail.Length));
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
