using System.Text;
using Scanner.Ingest;

namespace Scanner.Report.Page;

/// <summary>
/// Text to HTML that shows exactly that text; <see cref="UnseenCharacters"/> are shown by their names.
/// </summary>
internal static class Escaping
{
    /// <summary>Appends <paramref name="text"/> escaped for an element's content and for a quoted attribute.</summary>
    public static void Append(StringBuilder html, string? text)
    {
        if (text is null) return;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is >= ' ' and < '\u007f') AppendAscii(html, c);
            else if (c is '\t' or '\n') html.Append(c);
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                AppendRune(html, new Rune(c, text[++i]));
            else if (char.IsSurrogate(c)) html.Append('\ufffd');
            else if (c != '\r') AppendRune(html, new Rune(c));
            else if (i + 1 == text.Length || text[i + 1] != '\n') html.Append('\n');
        }
    }

    private static void AppendAscii(StringBuilder html, char c)
    {
        switch (c)
        {
            case '&': html.Append("&amp;"); break;
            case '<': html.Append("&lt;"); break;
            case '>': html.Append("&gt;"); break;
            case '"': html.Append("&quot;"); break;
            case '\'': html.Append("&#39;"); break;
            case '`': html.Append("&#96;"); break;
            default: html.Append(c); break;
        }
    }

    private static void AppendRune(StringBuilder html, Rune rune)
    {
        if (UnseenCharacters.Contain(rune)) html.Append(UnseenCharacters.Name(rune));
        else html.Append(rune.ToString());
    }
}
