namespace Scanner.Embed.Tokenizers;

/// <summary>A step that cuts text into the pieces that a model sees. Shared by all threads.</summary>
internal interface IPreTokenizer
{
    /// <summary>Cuts each piece further.</summary>
    /// <param name="source">The text so far and its pieces.</param>
    /// <param name="target">Empty; gets the text, rewritten where the step does so, and its pieces.</param>
    void Split(PieceText source, PieceText target);
}
