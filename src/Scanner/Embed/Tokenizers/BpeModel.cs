namespace Scanner.Embed.Tokenizers;

/// <summary>
/// Byte pair encoding: characters merged pair by pair, the merge that was learnt first before others, of equal ones the
/// leftmost (Sennrich and others, "Neural machine translation of rare words with subword units", 2016).
/// </summary>
/// <param name="vocabulary">Ids of tokens.</param>
/// <param name="merges">By two neighbouring ids (<see cref="Pair"/>) the rank of their merge and what it gives.</param>
/// <param name="options">How characters that are not in the vocabulary are taken.</param>
internal sealed class BpeModel(
    PieceTable vocabulary, IReadOnlyDictionary<long, (int Rank, int Id)> merges, BpeOptions options) : ITokenModel
{
    private readonly Dictionary<long, (int Rank, int Id)> _merges = new(merges);
    private readonly ByteTokens? _bytes = ByteTokens.Of(vocabulary, options.FallsBackToBytes);

    /// <inheritdoc/>
    public int VocabularySize => vocabulary.Size;

    /// <summary>The key of two neighbouring ids.</summary>
    public static long Pair(int left, int right) => ((long)left << 32) | (uint)right;

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<char> piece, TokenBuffer tokens)
    {
        var cache = tokens.Work.WordsOf(this);
        if (cache.TryAdd(piece, tokens))
        {
            return;
        }

        int first = tokens.Count;
        if (options.IgnoresMerges && vocabulary.IdOf(piece) is >= 0 and var whole)
        {
            tokens.Add(whole);
        }
        else
        {
            AddCharacters(piece, tokens);
            tokens.Truncate(first + Merge(tokens.From(first), tokens.Work.Links));
        }

        cache.Keep(piece, tokens.From(first));
    }

    private void AddCharacters(ReadOnlySpan<char> piece, TokenBuffer tokens)
    {
        bool wasUnknown = false;
        for (int start = 0; start < piece.Length;)
        {
            int end = start + (char.IsHighSurrogate(piece[start]) && start + 1 < piece.Length ? 2 : 1);
            int id = IdOf(piece, start, end);
            if (id != PieceTable.None)
            {
                tokens.Add(id);
                wasUnknown = false;
            }
            else if (_bytes?.TryAdd(piece[start..end], tokens) != true && options.UnknownId is { } unknown)
            {
                if (!wasUnknown || !options.FusesUnknown)
                {
                    tokens.Add(unknown);
                }

                wasUnknown = true;
            }

            start = end;
        }
    }

    private int IdOf(ReadOnlySpan<char> piece, int start, int end)
    {
        int node = start == 0 ? PieceTable.Root : vocabulary.NodeOf(options.Prefix);
        for (int i = start; i < end && node != PieceTable.None; i++)
        {
            node = vocabulary.Next(node, piece[i]);
        }

        if (end == piece.Length)
        {
            foreach (char unit in options.Suffix)
            {
                node = node == PieceTable.None ? node : vocabulary.Next(node, unit);
            }
        }

        return node == PieceTable.None ? PieceTable.None : vocabulary.IdAt(node);
    }

    /// <summary>Merges ids in place and tells how many are left.</summary>
    private int Merge(Span<int> ids, MergeLinks links)
    {
        links.Start(ids.Length);
        for (int i = 0; i + 1 < ids.Length; i++)
        {
            Offer(ids, i, i + 1, links);
        }

        while (links.TryTake(out int left, out int merged))
        {
            int right = links.After(left);
            // What stands there now may be the work of a merge that came first.
            if (ids[left] < 0 || right < 0
                || !_merges.TryGetValue(Pair(ids[left], ids[right]), out var merge) || merge.Id != merged)
            {
                continue;
            }

            ids[left] = merged;
            ids[right] = -1;
            links.Remove(right);
            if (links.Before(left) is >= 0 and var before)
            {
                Offer(ids, before, left, links);
            }

            if (links.After(left) is >= 0 and var after)
            {
                Offer(ids, left, after, links);
            }
        }

        int kept = 0;
        foreach (int id in ids)
        {
            if (id >= 0)
            {
                ids[kept++] = id;
            }
        }

        return kept;
    }

    private void Offer(ReadOnlySpan<int> ids, int left, int right, MergeLinks links)
    {
        if (_merges.TryGetValue(Pair(ids[left], ids[right]), out var merge))
        {
            links.Offer(merge.Rank, left, merge.Id);
        }
    }
}
