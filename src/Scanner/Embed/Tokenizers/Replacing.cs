using Scanner.Ingest.Normalization;

namespace Scanner.Embed.Tokenizers;

/// <summary>Puts a text in the place of whatever a pattern matches (Replace).</summary>
internal sealed class Replacing(ITextPattern pattern, string content) : INormalizer
{
    [ThreadStatic]
    private static PieceText? _matches;

    /// <inheritdoc/>
    public void Normalize(ReadOnlySpan<char> text, CharBuffer output)
    {
        var matches = _matches ??= new PieceText();
        matches.Clear(isAtStart: true);
        pattern.Find(text, matches);
        int done = 0;
        foreach (var (start, end) in matches.Pieces)
        {
            output.Append(text[done..start]);
            output.Append(content);
            done = end;
        }

        output.Append(text[done..]);
    }
}
