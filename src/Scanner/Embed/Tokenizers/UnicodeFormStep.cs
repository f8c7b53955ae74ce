using System.Text;
using Scanner.Ingest.Normalization;

namespace Scanner.Embed.Tokenizers;

/// <summary>A normalisation form of Unicode: NFC, NFD, NFKC or NFKD.</summary>
/// <param name="isCompatible">NFKC or NFKD.</param>
/// <param name="composes">NFC or NFKC.</param>
internal sealed class UnicodeFormStep(bool isCompatible, bool composes) : INormalizer
{
    private readonly UnicodeForm _form = new(isCompatible, composes);

    /// <inheritdoc/>
    public void Normalize(ReadOnlySpan<char> text, CharBuffer output)
    {
        if (Ascii.IsValid(text))
        {
            output.Append(text);
        }
        else
        {
            _form.Append(text, output);
        }
    }
}
