namespace Scanner.Embed.Tokenizers;

/// <summary>Finds places in a text. Shared by all threads.</summary>
internal interface ITextPattern
{
    /// <summary>Adds every match as a piece, from left to right, none over another.</summary>
    void Find(ReadOnlySpan<char> text, PieceText matches);
}
