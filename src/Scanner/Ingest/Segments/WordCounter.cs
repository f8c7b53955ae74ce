using Scanner.Ingest.Normalization;

namespace Scanner.Ingest.Segments;

/// <summary>
/// Words of any script: runs between white space, and each character of the scripts that write without blanks
/// (Chinese, Japanese, Thai, Lao, Khmer, Burmese, Tibetan).
/// </summary>
internal static class WordCounter
{
    /// <summary>Where the first <paramref name="words"/> words end; −1 when there are fewer.</summary>
    public static int EndOfFirst(ReadOnlySpan<char> text, int words)
    {
        var inWord = false;
        for (var i = 0; i < text.Length; i++)
        {
            var isSpace = CharKinds.IsSpace(text[i]);
            var isOwnWord = !isSpace && IsOwnWord(text[i]);
            if (inWord && (isSpace || isOwnWord) && --words == 0)
                return i;
            if (isOwnWord && --words == 0)
                return i + 1;
            inWord = !isSpace && !isOwnWord;
        }
        return inWord && words == 1 ? text.Length : -1;
    }

    /// <summary>Where the last <paramref name="words"/> words begin; −1 when there are fewer.</summary>
    public static int StartOfLast(ReadOnlySpan<char> text, int words)
    {
        var inWord = false;
        for (var i = text.Length - 1; i >= 0; i--)
        {
            var isSpace = CharKinds.IsSpace(text[i]);
            var isOwnWord = !isSpace && IsOwnWord(text[i]);
            if (inWord && (isSpace || isOwnWord) && --words == 0)
                return i + 1;
            if (isOwnWord && --words == 0)
                return i;
            inWord = !isSpace && !isOwnWord;
        }
        return inWord && words == 1 ? 0 : -1;
    }

    private static bool IsOwnWord(char unit) => unit switch
    {
        < '\u0E00' => false,
        <= '\u0FFF' => true, // Thai, Lao, Tibetan
        >= '\u1000' and <= '\u109F' => true, // Burmese
        >= '\u1780' and <= '\u17FF' => true, // Khmer
        >= '\u3005' and <= '\u3007' => true,
        >= '\u3040' and <= '\u30FF' => true, // Hiragana, Katakana
        >= '\u3400' and <= '\u9FFF' => true, // Han
        >= '\uF900' and <= '\uFAFF' => true,
        >= '\uD840' and <= '\uD8BF' => true, // the first halves of Han beyond the basic plane
        _ => false,
    };
}
