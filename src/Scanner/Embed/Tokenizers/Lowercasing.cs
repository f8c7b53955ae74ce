using System.Text;
using Scanner.Ingest.Normalization;

namespace Scanner.Embed.Tokenizers;

/// <summary>Lower case, character by character (Lowercase).</summary>
internal sealed class Lowercasing : INormalizer
{
    // The one letter whose lower case is two characters: i and a dot above.
    private const char DottedI = 'İ';

    /// <inheritdoc/>
    public void Normalize(ReadOnlySpan<char> text, CharBuffer output)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value < 0x80)
            {
                output.Append((char)(rune.Value is >= 'A' and <= 'Z' ? rune.Value | 0x20 : rune.Value));
            }
            else if (rune.Value == DottedI)
            {
                output.Append("i\u0307");
            }
            else
            {
                output.AppendCode(Rune.ToLowerInvariant(rune).Value);
            }
        }
    }
}
