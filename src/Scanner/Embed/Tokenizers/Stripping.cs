using Scanner.Ingest.Normalization;

namespace Scanner.Embed.Tokenizers;

/// <summary>Drops white space at the ends (Strip).</summary>
/// <param name="left">At the beginning (strip_left).</param>
/// <param name="right">At the end (strip_right).</param>
internal sealed class Stripping(bool left, bool right) : INormalizer
{
    /// <inheritdoc/>
    public void Normalize(ReadOnlySpan<char> text, CharBuffer output)
    {
        text = left ? text.TrimStart() : text;
        output.Append(right ? text.TrimEnd() : text);
    }
}
