using Scanner.Ingest.Normalization;

namespace Scanner.Embed.Tokenizers;

/// <summary>Drops control characters and makes rare spaces plain ones, as sentencepiece's nmt rules do (Nmt).</summary>
internal sealed class NmtCleaning : INormalizer
{
    /// <inheritdoc/>
    public void Normalize(ReadOnlySpan<char> text, CharBuffer output)
    {
        foreach (char unit in text)
        {
            switch (unit)
            {
                case (>= '\x01' and <= '\x08') or '\x0B' or (>= '\x0E' and <= '\x1F') or '\x7F' or '\x8F' or '\x9F':
                    break;
                case '\t' or '\n' or '\f' or '\r' or '\u1680' or (>= '\u200B' and <= '\u200F') or '\u2028'
                    or '\u2029' or '\u2581' or '\uFEFF' or '\uFFFD':
                    output.Append(' ');
                    break;
                default:
                    output.Append(unit);
                    break;
            }
        }
    }
}
