using Scanner.Ingest.Normalization;

namespace Scanner.Embed.Tokenizers;

/// <summary>A step that rewrites text before it is cut. Shared by all threads.</summary>
internal interface INormalizer
{
    /// <summary>Appends the rewritten text.</summary>
    /// <param name="text">Well-formed UTF-16.</param>
    /// <param name="output">Where it goes.</param>
    void Normalize(ReadOnlySpan<char> text, CharBuffer output);
}
