using System.Globalization;
using System.Text;
using Scanner.Ingest.Normalization;

namespace Scanner.Embed.Tokenizers;

/// <summary>Drops marks: of decomposed text the accents.</summary>
/// <param name="all">Marks of every kind (StripAccents), else those that take no space of their own (BERT).</param>
internal sealed class MarkStripping(bool all) : INormalizer
{
    /// <inheritdoc/>
    public void Normalize(ReadOnlySpan<char> text, CharBuffer output)
    {
        if (Ascii.IsValid(text))
        {
            output.Append(text);
            return;
        }

        foreach (var rune in text.EnumerateRunes())
        {
            bool isMark = rune.Value >= 0x300 && (Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark
                || (all && Rune.GetUnicodeCategory(rune)
                    is UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark));
            if (!isMark)
            {
                output.AppendCode(rune.Value);
            }
        }
    }
}
