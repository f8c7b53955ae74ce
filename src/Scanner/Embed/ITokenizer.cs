namespace Scanner.Embed;

/// <summary>Turns text into the token ids that a model was made for. Safe to share between threads.</summary>
public interface ITokenizer
{
    /// <summary>How many ids there are: every id is in [0, <see cref="VocabularySize"/>).</summary>
    int VocabularySize { get; }

    /// <summary>
    /// Replaces what <paramref name="tokens"/> holds by the ids of one text: none where the text holds nothing to
    /// compare.
    /// Linear time; allocates nothing once the buffer has grown.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="tokensMax">Most ids that the model takes, at least 2.</param>
    /// <param name="tokens">Where the ids go.</param>
    /// <returns>Whether the text had more, so that its end was left out.</returns>
    bool Encode(ReadOnlySpan<char> text, int tokensMax, TokenBuffer tokens);
}
