using System.Globalization;
using System.Text;
using Scanner.Ingest.Normalization;

namespace Scanner.Embed.Tokenizers;

/// <summary>
/// The first half of BertNormalizer: control characters dropped and white space made blanks, Han characters set
/// between blanks.
/// </summary>
/// <param name="cleans">Whether characters are dropped (clean_text).</param>
/// <param name="splitsHan">Whether each Han character is a word (handle_chinese_chars).</param>
internal sealed class BertCleaning(bool cleans, bool splitsHan) : INormalizer
{
    /// <inheritdoc/>
    public void Normalize(ReadOnlySpan<char> text, CharBuffer output)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is >= 0x20 and < 0x7F)
            {
                output.Append((char)rune.Value);
                continue;
            }

            if (cleans && IsDropped(rune))
            {
                continue;
            }

            if (splitsHan && IsHan(rune.Value))
            {
                output.Append(' ');
                output.AppendCode(rune.Value);
                output.Append(' ');
            }
            else
            {
                output.AppendCode(cleans && Rune.IsWhiteSpace(rune) ? ' ' : rune.Value);
            }
        }
    }

    private static bool IsDropped(Rune rune) => rune.Value is not ('\t' or '\n' or '\r')
        && (rune.Value is 0 or 0xFFFD || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control
            or UnicodeCategory.Format or UnicodeCategory.PrivateUse);

    // The blocks that BERT's authors list; kana and Hangul are not among them.
    private static bool IsHan(int code) => code is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF)
        or (>= 0x20000 and <= 0x2A6DF) or (>= 0x2A700 and <= 0x2B73F) or (>= 0x2B740 and <= 0x2B81F)
        or (>= 0x2B920 and <= 0x2CEAF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x2F800 and <= 0x2FA1F);
}
