namespace Scanner.Embed.Tokenizers;

/// <summary>
/// The pieces whose probabilities have the largest product (Kudo, "Subword regularization", 2018), found by Viterbi's
/// algorithm over double sums. Of equal paths to a place the one with the longest last piece wins.
/// </summary>
internal sealed class UnigramModel : ITokenModel
{
    // As sentencepiece has it: an unknown character costs this much more than the rarest piece.
    private const double UnknownPenalty = 10;

    private readonly PieceTable _vocabulary;
    private readonly double[] _scores;
    private readonly int _unknownId;
    private readonly double _unknownScore;
    private readonly ByteTokens? _bytes;

    /// <summary>A model over pieces.</summary>
    /// <param name="pieces">Piece and logarithm of its probability, in the order of ids; at least one.</param>
    /// <param name="unknownId">Id of what no piece covers; <see cref="PieceTable.None"/> where there is none.</param>
    /// <param name="fallsBackToBytes">Whether what no piece covers is written as bytes (byte_fallback).</param>
    public UnigramModel(
        IReadOnlyList<(string Piece, double Score)> pieces, int unknownId, bool fallsBackToBytes)
    {
        _vocabulary = new PieceTable(pieces.Select((piece, id) => KeyValuePair.Create(piece.Piece, id)));
        _scores = [.. pieces.Select(piece => piece.Score)];
        _unknownId = unknownId;
        _unknownScore = _scores.Min() - UnknownPenalty;
        _bytes = ByteTokens.Of(_vocabulary, fallsBackToBytes);
    }

    /// <inheritdoc/>
    public int VocabularySize => _scores.Length;

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<char> piece, TokenBuffer tokens)
    {
        var lattice = tokens.Work.Lattice(piece.Length + 1);
        lattice.Fill(LatticeNode.Unreached);
        lattice[0] = new LatticeNode(0, 0, 0);
        for (int start = 0; start < piece.Length;)
        {
            int width = char.IsHighSurrogate(piece[start]) && start + 1 < piece.Length ? 2 : 1;
            bool isKnown = AddPieces(piece, start, width, lattice);
            if (!isKnown)
            {
                Offer(ref lattice[start + width], lattice[start].Score + _unknownScore, start, _unknownId);
            }

            start += width;
        }

        AddBest(piece, lattice, tokens);
    }

    /// <summary>Offers every piece that starts here; whether one of them is the character alone.</summary>
    private bool AddPieces(ReadOnlySpan<char> text, int start, int width, Span<LatticeNode> lattice)
    {
        bool isKnown = false;
        double score = lattice[start].Score;
        int node = PieceTable.Root;
        for (int i = start; i < text.Length; i++)
        {
            node = _vocabulary.Next(node, text[i]);
            if (node == PieceTable.None)
            {
                break;
            }

            if (_vocabulary.IdAt(node) is >= 0 and var id)
            {
                Offer(ref lattice[i + 1], score + _scores[id], start, id);
                isKnown |= i + 1 - start == width;
            }
        }

        return isKnown;
    }

    private static void Offer(ref LatticeNode place, double score, int start, int id)
    {
        if (place.Start < 0 || score > place.Score)
        {
            place = new LatticeNode(score, start, id);
        }
    }

    /// <summary>Adds the best path; unknown characters in a row are one.</summary>
    private void AddBest(ReadOnlySpan<char> text, Span<LatticeNode> lattice, TokenBuffer tokens)
    {
        // The path is known from its end: turned round, each place holds where its piece ends.
        int end = text.Length;
        for (int place = end; place > 0;)
        {
            var node = lattice[place];
            lattice[node.Start] = lattice[node.Start] with { Next = place, NextId = node.Id };
            place = node.Start;
        }

        for (int start = 0; start < end;)
        {
            int next = lattice[start].Next;
            int id = lattice[start].NextId;
            if (id == _unknownId)
            {
                while (next < end && lattice[next].NextId == _unknownId)
                {
                    next = lattice[next].Next;
                }

                AddUnknown(text[start..next], tokens);
            }
            else
            {
                tokens.Add(id);
            }

            start = next;
        }
    }

    private void AddUnknown(ReadOnlySpan<char> text, TokenBuffer tokens)
    {
        if (_vocabulary.IdOf(text) is >= 0 and var id)
        {
            tokens.Add(id);
        }
        else if (_bytes?.TryAdd(text, tokens) != true && _unknownId != PieceTable.None)
        {
            tokens.Add(_unknownId);
        }
    }
}

/// <summary>A place between two characters on the way through a text.</summary>
/// <param name="Score">Sum of the scores of the best path that ends here.</param>
/// <param name="Start">Where that path's last piece starts; -1 where no path ends here.</param>
/// <param name="Id">That piece.</param>
internal readonly record struct LatticeNode(double Score, int Start, int Id)
{
    /// <summary>No path ends here so far.</summary>
    public static LatticeNode Unreached => new(0, -1, 0);

    /// <summary>On the best path: where the piece that starts here ends.</summary>
    public int Next { get; init; }

    /// <summary>On the best path: the piece that starts here.</summary>
    public int NextId { get; init; }
}
