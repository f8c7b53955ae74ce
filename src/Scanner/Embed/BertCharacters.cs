using System.Globalization;
using System.Text;
using Scanner.Ingest.Normalization;

namespace Scanner.Embed;

/// <summary>What a character is to BERT's tokenizer.</summary>
internal enum BertKind
{
    /// <summary>Part of a word.</summary>
    Part,

    /// <summary>A word by itself: punctuation, Han.</summary>
    Alone,

    /// <summary>Parts words.</summary>
    Blank,

    /// <summary>Counts as not there.</summary>
    Dropped,
}

/// <summary>
/// BERT's view of characters: what parts words, what is dropped, which letter an accented one becomes.
/// </summary>
internal sealed class BertCharacters(WordPieceOptions options)
{
    private const int SyllableBase = 0xAC00, Syllables = 11_172, VowelTails = 588, Tails = 28;

    private readonly NfkcTables _tables = NfkcTables.Shared;

    /// <summary>What a character is.</summary>
    public BertKind KindOf(Rune rune)
    {
        if (rune.IsAscii)
        {
            return rune.Value switch
            {
                ' ' or '\t' or '\n' or '\r' => BertKind.Blank,
                < ' ' or 0x7F => options.CleansText ? BertKind.Dropped : BertKind.Part,
                _ => Rune.IsLetterOrDigit(rune) ? BertKind.Part : BertKind.Alone,
            };
        }

        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.SpaceSeparator => BertKind.Blank,
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.PrivateUse => options.CleansText ? BertKind.Dropped : BertKind.Part,
            UnicodeCategory.NonSpacingMark => options.StripsAccents ? BertKind.Dropped : BertKind.Part,
            >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherPunctuation => BertKind.Alone,
            _ when rune.Value == 0xFFFD => options.CleansText ? BertKind.Dropped : BertKind.Part,
            _ => options.SplitsHan && IsHan(rune.Value) ? BertKind.Alone : BertKind.Part,
        };
    }

    /// <summary>Appends a character as it is looked up: without accents, in lower case.</summary>
    /// <returns>The new length of what is in the buffer's characters.</returns>
    public int Append(Rune rune, TokenBuffer buffer, int length)
    {
        if (rune.IsAscii || !options.StripsAccents)
        {
            return AppendLower(rune, buffer, length);
        }

        var syllable = rune.Value - SyllableBase;
        if (syllable is >= 0 and < Syllables)
        {
            length = AppendLower(new Rune(0x1100 + (syllable / VowelTails)), buffer, length);
            length = AppendLower(new Rune(0x1161 + (syllable % VowelTails / Tails)), buffer, length);
            return syllable % Tails == 0 ? length : AppendLower(new Rune(0x11A7 + (syllable % Tails)), buffer, length);
        }

        if (_tables.Decomposition(rune.Value) is not { } parts || !Array.Exists(parts, IsMark))
        {
            return AppendLower(rune, buffer, length);
        }

        foreach (var part in parts)
        {
            length = IsMark(part) ? length : AppendLower(new Rune(part), buffer, length);
        }

        return length;
    }

    private static bool IsMark(int code) => Rune.GetUnicodeCategory(new Rune(code)) == UnicodeCategory.NonSpacingMark;

    private int AppendLower(Rune rune, TokenBuffer buffer, int length)
    {
        var lower = options.Lowers ? Rune.ToLowerInvariant(rune) : rune;
        return length + lower.EncodeToUtf16(buffer.ReserveCharacters(length + 2)[length..]);
    }

    // The blocks that BERT's authors list; kana and Hangul are not among them.
    private static bool IsHan(int code) => code is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF)
        or (>= 0x20000 and <= 0x2A6DF) or (>= 0x2A700 and <= 0x2B73F) or (>= 0x2B740 and <= 0x2B81F)
        or (>= 0x2B820 and <= 0x2CEAF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x2F800 and <= 0x2FA1F);
}
