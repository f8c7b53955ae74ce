using Scanner.Ingest.Normalization;

namespace Scanner.Embed.Tokenizers;

/// <summary>Puts a text before whatever is not empty (Prepend).</summary>
internal sealed class Prepending(string prefix) : INormalizer
{
    /// <inheritdoc/>
    public void Normalize(ReadOnlySpan<char> text, CharBuffer output)
    {
        if (!text.IsEmpty)
        {
            output.Append(prefix);
            output.Append(text);
        }
    }
}
