namespace Scanner.Embed.Tokenizers;

/// <summary>Every single character of a kind.</summary>
internal sealed class KindPattern(CharacterKind kind) : ITextPattern
{
    /// <inheritdoc/>
    public void Find(ReadOnlySpan<char> text, PieceText matches)
    {
        for (int i = 0; i < text.Length;)
        {
            bool isMatch = CharacterKinds.Of(text, i, out int width) == kind;
            if (isMatch)
            {
                matches.Add(i, i + width);
            }

            i += width;
        }
    }
}
