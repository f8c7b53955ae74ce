using System.Globalization;
using System.Text;

namespace Scanner.Embed.Tokenizers;

/// <summary>What a character is to pre-tokenizers.</summary>
internal enum CharacterKind : byte
{
    /// <summary>Symbols, controls, marks.</summary>
    Other,

    /// <summary>White space.</summary>
    Blank,

    /// <summary>Punctuation; in ASCII symbols, too.</summary>
    Punctuation,

    /// <summary>A letter.</summary>
    Letter,

    /// <summary>A number of any kind.</summary>
    Number,
}

/// <summary>The kinds of all characters: a table for those of one UTF-16 unit.</summary>
internal static class CharacterKinds
{
    private static readonly CharacterKind[] Units = MakeUnits();

    /// <summary>The kind of the character at an index, and how many units it takes.</summary>
    public static CharacterKind Of(ReadOnlySpan<char> text, int index, out int width)
    {
        char unit = text[index];
        if (char.IsHighSurrogate(unit) && index + 1 < text.Length
            && Rune.TryCreate(unit, text[index + 1], out var rune))
        {
            width = 2;
            return KindOf(rune);
        }

        width = 1;
        return Units[unit];
    }

    /// <summary>Whether a regular expression's <c>\w</c> matches the character at an index (UTS 18).</summary>
    public static bool IsWord(ReadOnlySpan<char> text, int index, out int width)
    {
        var kind = Of(text, index, out width);
        if (text[index] < 0x80)
        {
            return kind is CharacterKind.Letter or CharacterKind.Number || text[index] == '_';
        }

        var rune = width == 2 ? new Rune(text[index], text[index + 1])
            : Rune.TryCreate(text[index], out var one) ? one : Rune.ReplacementChar;
        return rune.Value is 0x200C or 0x200D or (>= 0x24B6 and <= 0x24E9) or (>= 0x1F130 and <= 0x1F149)
            or (>= 0x1F150 and <= 0x1F169) or (>= 0x1F170 and <= 0x1F189)
            || Rune.GetUnicodeCategory(rune) is <= UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber
                or UnicodeCategory.ConnectorPunctuation;
    }

    private static CharacterKind[] MakeUnits()
    {
        var kinds = new CharacterKind[char.MaxValue + 1];
        for (int unit = 0; unit < kinds.Length; unit++)
        {
            kinds[unit] = Rune.TryCreate((char)unit, out var rune) ? KindOf(rune) : CharacterKind.Other;
        }

        return kinds;
    }

    private static CharacterKind KindOf(Rune rune)
    {
        if (Rune.IsWhiteSpace(rune))
        {
            return CharacterKind.Blank;
        }

        return Rune.GetUnicodeCategory(rune) switch
        {
            <= UnicodeCategory.OtherLetter => CharacterKind.Letter,
            >= UnicodeCategory.DecimalDigitNumber and <= UnicodeCategory.OtherNumber => CharacterKind.Number,
            >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherPunctuation
                => CharacterKind.Punctuation,
            // $ + < = > ^ ` | ~ are symbols to Unicode and punctuation to BERT.
            > UnicodeCategory.OtherPunctuation when rune.IsAscii => CharacterKind.Punctuation,
            _ => CharacterKind.Other,
        };
    }
}
