using Scanner.Ingest.Normalization;

namespace Scanner.Embed.Tokenizers;

/// <summary>
/// A visible character for each byte, as GPT-2's tokenizer has it: printable Latin-1 for itself, the rest from U+0100.
/// </summary>
internal static class ByteLevelAlphabet
{
    private static readonly char[] Units = MakeUnits();

    /// <summary>Appends the characters of a text's UTF-8 bytes.</summary>
    public static void Append(ReadOnlySpan<char> text, CharBuffer output)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii)
            {
                output.Append(Units[rune.Value]);
                continue;
            }

            int length = rune.EncodeToUtf8(bytes);
            foreach (byte value in bytes[..length])
            {
                output.Append(Units[value]);
            }
        }
    }

    private static char[] MakeUnits()
    {
        var units = new char[256];
        char next = '\u0100';
        for (int value = 0; value < units.Length; value++)
        {
            bool isPrintable = value is (>= '!' and <= '~') or (>= '¡' and <= '¬') or (>= '®' and <= 'ÿ');
            units[value] = isPrintable ? (char)value : next++;
        }

        return units;
    }
}
