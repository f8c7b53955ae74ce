namespace Scanner.Embed.Tokenizers;

/// <summary>A text that is to be found as it stands.</summary>
internal sealed class LiteralPattern(string literal) : ITextPattern
{
    /// <inheritdoc/>
    public void Find(ReadOnlySpan<char> text, PieceText matches)
    {
        if (literal.Length == 0)
        {
            return;
        }

        for (int done = 0; text[done..].IndexOf(literal, StringComparison.Ordinal) is >= 0 and var at;)
        {
            matches.Add(done + at, done + at + literal.Length);
            done += at + literal.Length;
        }
    }
}
