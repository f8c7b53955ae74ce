namespace Scanner.Embed.Tokenizers;

/// <summary>
/// BERT's pieces: the longest that the vocabulary holds, from left to right; a word with a part that no piece covers is
/// unknown (https://github.com/google-research/bert/blob/master/tokenization.py).
/// </summary>
/// <param name="vocabulary">Ids of pieces; those that continue a word begin with the prefix.</param>
/// <param name="prefix">What pieces begin with that continue a word (continuing_subword_prefix).</param>
/// <param name="unknownId">Id of a word that cannot be cut into pieces (unk_token).</param>
/// <param name="wordLengthMax">Characters of a word at most; longer ones are unknown.</param>
internal sealed class WordPieceModel(PieceTable vocabulary, string prefix, int unknownId, int wordLengthMax)
    : ITokenModel
{
    private readonly int _continued = vocabulary.NodeOf(prefix);

    /// <inheritdoc/>
    public int VocabularySize => vocabulary.Size;

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<char> piece, TokenBuffer tokens)
    {
        int first = tokens.Count;
        for (int start = 0; start < piece.Length;)
        {
            int id = LongestPiece(piece, start, out int end);
            if (id == PieceTable.None || IsTooLong(piece))
            {
                tokens.Truncate(first);
                tokens.Add(unknownId);
                return;
            }

            tokens.Add(id);
            start = end;
        }
    }

    private int LongestPiece(ReadOnlySpan<char> word, int start, out int end)
    {
        int longest = PieceTable.None;
        int node = start == 0 ? PieceTable.Root : _continued;
        end = start;
        for (int i = start; i < word.Length && node != PieceTable.None; i++)
        {
            node = vocabulary.Next(node, word[i]);
            if (node != PieceTable.None && vocabulary.IdAt(node) is >= 0 and var id)
            {
                (longest, end) = (id, i + 1);
            }
        }

        return longest;
    }

    private bool IsTooLong(ReadOnlySpan<char> word)
    {
        if (word.Length <= wordLengthMax)
        {
            return false;
        }

        int characters = 0;
        foreach (char unit in word)
        {
            characters += char.IsLowSurrogate(unit) ? 0 : 1;
        }

        return characters > wordLengthMax;
    }
}
