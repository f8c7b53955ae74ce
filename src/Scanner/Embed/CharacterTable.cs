using System.Globalization;

namespace Scanner.Embed;

/// <summary>Class and lower case of every UTF-16 unit: two tables of 64 Ki entries, made once.</summary>
internal static class CharacterTable
{
    private static readonly CharacterClass[] Classes = MakeClasses();
    private static readonly char[] Lower = MakeLower();

    public static CharacterClass Class(char c) => Classes[c];

    public static char ToLower(char c) => Lower[c];

    /// <summary>
    /// Where the word that starts at <paramref name="start"/> ends: a run of letters or digits, else one character.
    /// </summary>
    public static int WordEnd(ReadOnlySpan<char> text, int start)
    {
        var kind = Class(text[start]);
        var end = start + 1;
        if (kind is CharacterClass.Letter or CharacterClass.Digit)
        {
            while (end < text.Length && Class(text[end]) == kind)
            {
                end++;
            }
        }
        else if (char.IsHighSurrogate(text[start]) && end < text.Length && char.IsLowSurrogate(text[end]))
        {
            end++;
        }

        return end;
    }

    private static CharacterClass[] MakeClasses()
    {
        var classes = new CharacterClass[char.MaxValue + 1];
        for (var c = 0; c <= char.MaxValue; c++)
        {
            classes[c] = Classify((char)c);
        }

        return classes;
    }

    private static char[] MakeLower()
    {
        var lower = new char[char.MaxValue + 1];
        for (var c = 0; c <= char.MaxValue; c++)
        {
            lower[c] = char.ToLowerInvariant((char)c);
        }

        return lower;
    }

    private static CharacterClass Classify(char c) => IsIdeograph(c)
        ? CharacterClass.Ideograph
        : CharUnicodeInfo.GetUnicodeCategory(c) switch
        {
            UnicodeCategory.DecimalDigitNumber => CharacterClass.Digit,
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber
                or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => CharacterClass.Letter,
            UnicodeCategory.Surrogate or UnicodeCategory.OtherSymbol or UnicodeCategory.CurrencySymbol
                or UnicodeCategory.OtherNumber => CharacterClass.Symbol,
            _ => CharacterClass.Separator,
        };

    // Thai and Lao, Myanmar, Khmer; kana with its extensions, CJK extension A and unified ideographs, compatibility
    // ideographs, half-width kana.
    private static bool IsIdeograph(char c) =>
        c is (>= '\u0E01' and <= '\u0EDF' and not '\u0E3F') or (>= '\u1000' and <= '\u109F')
            or (>= '\u1780' and <= '\u17D3') or (>= '\u3041' and <= '\u30FF')
            or (>= '\u31F0' and <= '\u31FF') or (>= '\u3400' and <= '\u4DBF') or (>= '\u4E00' and <= '\u9FFF')
            or (>= '\uF900' and <= '\uFAFF') or (>= '\uFF66' and <= '\uFF9D');
}
