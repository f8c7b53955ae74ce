namespace Scanner.Embed;

/// <summary>
/// The token ids of a few texts, padded to the longest, as models take them. Used again and again by one thread.
/// </summary>
internal sealed class TokenBatch(int rowsMax, int tokensMax)
{
    private long[]? _positions;

    /// <summary>[Rows × Tokens] ids, 0 for padding.</summary>
    public long[] Ids { get; } = new long[tokensMax];

    /// <summary>[Rows × Tokens] 1 for a token, 0 for padding.</summary>
    public long[] Mask { get; } = new long[tokensMax];

    /// <summary>[Rows × Tokens] all 0: there is one sentence.</summary>
    public long[] Types { get; } = new long[tokensMax];

    /// <summary>[Rows × Tokens] the number of each token in its text, from 0; padding goes on counting.</summary>
    public long[] MakePositions()
    {
        _positions ??= new long[Ids.Length];
        for (var i = 0; i < Rows * Tokens; i++)
        {
            _positions[i] = i % Tokens;
        }

        return _positions;
    }

    /// <summary>Tokens of each text without padding.</summary>
    public int[] Lengths { get; } = new int[rowsMax];

    /// <summary>Texts in the batch.</summary>
    public int Rows { get; private set; }

    /// <summary>Tokens of the longest text.</summary>
    public int Tokens { get; private set; }

    /// <summary>Empties the batch.</summary>
    /// <param name="tokens">Tokens of the longest text to come.</param>
    public void Start(int tokens)
    {
        Tokens = tokens;
        Rows = 0;
    }

    /// <summary>Adds one text.</summary>
    public void Add(ReadOnlySpan<int> ids)
    {
        var start = Rows * Tokens;
        for (var i = 0; i < ids.Length; i++)
        {
            Ids[start + i] = ids[i];
        }

        Mask.AsSpan(start, ids.Length).Fill(1);
        Ids.AsSpan(start + ids.Length, Tokens - ids.Length).Clear();
        Mask.AsSpan(start + ids.Length, Tokens - ids.Length).Clear();
        Lengths[Rows++] = ids.Length;
    }
}
