using System.Globalization;
using System.Text;

namespace Scanner.Ingest;

/// <summary>
/// Characters that a screen would hide, or that would reorder or command it. To an analyst they are a finding, and
/// unseen they could forge a page or a terminal.
/// </summary>
public static class UnseenCharacters
{
    /// <summary>
    /// Controls and formats (categories Cc, Cf, Zl, Zp), except the joiners that scripts and emoji need.
    /// </summary>
    public static bool Contain(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        && rune.Value is not ('\u200c' or '\u200d' or '\u00ad');

    /// <summary>The name that stands in the character's place: ‹U+202E›.</summary>
    public static string Name(Rune rune) => string.Create(CultureInfo.InvariantCulture, $"‹U+{rune.Value:X4}›");

    /// <summary>The text in one line, every such character by its name.</summary>
    public static string Show(string text) => Show(text, keepLines: false);

    /// <summary>The same, but for its lines: for text of ours that quotes what others wrote.</summary>
    public static string ShowLines(string text) => Show(text, keepLines: true);

    private static string Show(string text, bool keepLines)
    {
        var shown = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (keepLines && rune.Value is '\n') shown.Append('\n');
            else if (rune.Value is '\n' or '\r' or '\t') shown.Append(' ');
            else if (Contain(rune)) shown.Append(Name(rune));
            else shown.Append(rune.ToString());
        }
        return shown.ToString();
    }
}
