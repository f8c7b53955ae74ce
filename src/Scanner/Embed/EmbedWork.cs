namespace Scanner.Embed;

/// <summary>What a thread embeds a block of texts with: their ids, the order of their lengths, one batch.</summary>
/// <param name="textsMax">Texts of a block.</param>
/// <param name="batchTokensMax">Tokens of a batch with padding, unless one text alone has more.</param>
/// <param name="textTokensMax">Tokens of a text.</param>
internal sealed class EmbedWork(int textsMax, int batchTokensMax, int textTokensMax)
{
    private readonly TokenBuffer _tokens = new();
    private readonly int[] _starts = new int[textsMax + 1];
    private readonly long[] _order = new long[textsMax];
    private readonly int[] _rows = new int[TokenBatches.RowsMax];
    private int[] _ids = new int[1 << 14];
    private float[] _vectors = [];
    private int _count;

    /// <summary>The batch that was filled last.</summary>
    public TokenBatch Batch { get; } = new(TokenBatches.RowsMax, Math.Max(batchTokensMax, textTokensMax));

    /// <summary>Begins with another block.</summary>
    /// <param name="count">Texts of the block, at most those said at the start.</param>
    public void Start(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, textsMax);
        _count = 0;
    }

    /// <summary>Tokenizes the next text of the block.</summary>
    public TextTokens Add(ModelFolder model, string text)
    {
        // Nothing behind a prefix is still nothing.
        var whole = model.Prefix.Length == 0 || string.IsNullOrWhiteSpace(text) ? text : model.Prefix + text;
        var isCut = model.Tokenizer.Encode(whole, model.TokensMax, _tokens);
        var start = _starts[_count];
        if (start + _tokens.Count > _ids.Length)
        {
            Array.Resize(ref _ids, Math.Max(2 * _ids.Length, start + _tokens.Count));
        }

        _tokens.Ids.CopyTo(_ids.AsSpan(start));
        _starts[++_count] = start + _tokens.Count;
        return new TextTokens(_tokens.Count, isCut);
    }

    /// <summary>Batches of like length, the longest first, as ranges of an order of the block's texts.</summary>
    public List<Range> Plan()
    {
        for (var i = 0; i < _count; i++)
        {
            _order[i] = ((long)-Length(i) << 32) | (uint)i;
        }

        Array.Sort(_order, 0, _count);
        return TokenBatches.Plan(batchTokensMax, _count, place => Length(RowAt(place)));
    }

    /// <summary>Fills the batch.</summary>
    /// <returns>For each row of the batch the text of the block that it is of.</returns>
    public ReadOnlySpan<int> Fill(Range places)
    {
        var (first, count) = places.GetOffsetAndLength(_count);
        Batch.Start(Length(RowAt(first)));
        for (var i = 0; i < count; i++)
        {
            _rows[i] = RowAt(first + i);
            Batch.Add(_ids.AsSpan(_starts[_rows[i]], Length(_rows[i])));
        }

        return _rows.AsSpan(0, count);
    }

    /// <summary>Room for the vectors of a batch.</summary>
    public Span<float> Vectors(int size)
    {
        if (_vectors.Length < size)
        {
            _vectors = new float[size];
        }

        return _vectors.AsSpan(0, size);
    }

    private int RowAt(int place) => (int)(uint)_order[place];

    private int Length(int text) => _starts[text + 1] - _starts[text];
}
