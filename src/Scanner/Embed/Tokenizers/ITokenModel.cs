namespace Scanner.Embed.Tokenizers;

/// <summary>Cuts one piece of text into tokens of a vocabulary. Shared by all threads.</summary>
internal interface ITokenModel
{
    /// <summary>One more than the largest id of the vocabulary.</summary>
    int VocabularySize { get; }

    /// <summary>Adds the ids of one piece.</summary>
    /// <param name="piece">What the pre-tokenizers left, not empty.</param>
    /// <param name="tokens">Where the ids go; holds the scratch memory, too.</param>
    void Add(ReadOnlySpan<char> piece, TokenBuffer tokens);
}
