using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Scanner.Ingest.Normalization;

namespace Scanner.Embed.Tokenizers;

/// <summary>
/// A regular expression. .NET's engine sees UTF-16 units: a character of two of them is shown to it as one of the same
/// category, which classes such as <c>\p{L}</c> and <c>\S</c> take for the same.
/// </summary>
/// <exception cref="ArgumentException">The engine does not know this syntax.</exception>
internal sealed class RegexPattern(string pattern) : ITextPattern
{
    [ThreadStatic]
    private static (CharBuffer Text, List<int> Places)? _standIn;

    private readonly Regex _regex = new(pattern, RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    public void Find(ReadOnlySpan<char> text, PieceText matches)
    {
        if (!text.ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            foreach (var match in _regex.EnumerateMatches(text))
            {
                matches.Add(match.Index, match.Index + match.Length);
            }

            return;
        }

        var (shown, places) = _standIn ??= (new CharBuffer(), []);
        shown.Clear(text.Length);
        places.Clear();
        int place = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            shown.Append(rune.IsBmp ? (char)rune.Value : StandIn(rune));
            places.Add(place);
            place += rune.Utf16SequenceLength;
        }

        places.Add(place);
        foreach (var match in _regex.EnumerateMatches(shown.Written))
        {
            matches.Add(places[match.Index], places[match.Index + match.Length]);
        }
    }

    // One unit of each category that scripts beyond U+FFFF have; an unassigned one for what has no meaning yet.
    private static char StandIn(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.UppercaseLetter => 'Ꙁ',
        UnicodeCategory.LowercaseLetter => 'ꙁ',
        UnicodeCategory.OtherLetter => 'ꀀ',
        UnicodeCategory.ModifierLetter => 'ꀕ',
        UnicodeCategory.NonSpacingMark => '\uA802',
        UnicodeCategory.SpacingCombiningMark => '\uA823',
        UnicodeCategory.DecimalDigitNumber => '꘠',
        UnicodeCategory.LetterNumber => 'ꛦ',
        UnicodeCategory.OtherNumber => '꠰',
        UnicodeCategory.OtherPunctuation => '꘎',
        UnicodeCategory.OtherSymbol => '꒐',
        UnicodeCategory.MathSymbol => '⨀',
        UnicodeCategory.Format => '\u2061',
        _ => '\uFFFE',
    };
}
