using Scanner.Runs;

namespace Scanner.Embed;

/// <summary>How many tokens a text gave.</summary>
/// <param name="Count">Tokens without what was cut.</param>
/// <param name="IsCut">Whether it had more.</param>
internal readonly record struct TextTokens(int Count, bool IsCut);

/// <summary>
/// Texts that go through the stages together, and all that becomes of them: ids, batches, vectors. A stage has a block
/// for itself, but for batches, which several threads run. Used again and again; one error is kept, the first in the
/// order of the block.
/// </summary>
/// <param name="dim">Components of a vector.</param>
internal sealed class TextBlock(int dim)
{
    private readonly TextTokens[] _tokens = new TextTokens[Limits.EmbedBlockTexts];
    private readonly UInt128[] _keys = new UInt128[Limits.EmbedBlockTexts];
    private readonly bool[] _isKnown = new bool[Limits.EmbedBlockTexts];
    private readonly int[] _starts = new int[Limits.EmbedBlockTexts + 1];
    private readonly long[] _order = new long[Limits.EmbedBlockTexts];
    private readonly List<string> _texts = [];
    private readonly Lock _lock = new();
    private int[] _ids = new int[1 << 14];
    private float[] _vectors = [];
    private TaskCompletionSource _done = Unfinished();
    private (int Place, Exception Error)? _failed;
    private long _characters, _first;
    private int _batchesLeft;

    /// <summary>Whether another text would be too much.</summary>
    public bool IsFull => _texts.Count == Limits.EmbedBlockTexts || _characters >= Limits.EmbedBlockCharacters;

    /// <summary>Ends when every text has its vector; with the error where one has none.</summary>
    public Task Done => _done.Task;

    /// <summary>[texts × dim], row-major.</summary>
    public ReadOnlySpan<float> Vectors => _vectors.AsSpan(0, _texts.Count * dim);

    /// <summary>Begins with other texts.</summary>
    /// <param name="first">Row of the first text.</param>
    public void Start(long first)
    {
        _texts.Clear();
        (_first, _characters, _failed, _done) = (first, 0, null, Unfinished());
    }

    /// <summary>Takes a text on.</summary>
    public void Add(string text)
    {
        _texts.Add(text);
        _characters += text.Length;
    }

    /// <summary>Looks every text up, tokenizes what is new, and plans batches of it, the longest first.</summary>
    /// <returns>Ranges of an order of the block's texts; none where nothing is new: then the block is done.</returns>
    public List<Range> Tokenize(
        ModelFolder model, VectorCache? cache, Func<long, string, string>? prepare, TokenBuffer tokens, int tokensMax)
    {
        int size = _texts.Count * dim;
        if (_vectors.Length < size)
            _vectors = new float[size];
        for (int i = 0; i < _texts.Count; i++)
        {
            if (prepare is not null)
                _texts[i] = prepare(_first + i, _texts[i]);
            _starts[i + 1] = _starts[i];
            _isKnown[i] = cache is not null
                && cache.TryGet(_keys[i] = VectorCache.KeyOf(_texts[i]), Vector(i), out _tokens[i]);
            if (!_isKnown[i])
                Encode(i, model, tokens);
        }

        var batches = Plan(tokensMax);
        _batchesLeft = batches.Count;
        if (batches.Count == 0)
            _done.SetResult();
        return batches;
    }

    /// <summary>Fills a batch.</summary>
    public void Fill(Range places, TokenBatch batch)
    {
        var (first, count) = places.GetOffsetAndLength(_texts.Count);
        batch.Start(Length(RowAt(first)));
        for (int i = first; i < first + count; i++)
            batch.Add(IdsAt(i));
    }

    /// <summary>The ids of the text at a place of the order of batches.</summary>
    public ReadOnlySpan<int> IdsAt(int place)
    {
        int row = RowAt(place);
        return _ids.AsSpan(_starts[row], Length(row));
    }

    /// <summary>The text at a place of the order of batches.</summary>
    public string TextAt(int place) => _texts[RowAt(place)];

    /// <summary>Takes the vectors of a batch.</summary>
    /// <param name="places">The batch.</param>
    /// <param name="vectors">[batch × dim], in its order.</param>
    public void Take(Range places, ReadOnlySpan<float> vectors)
    {
        for (int place = places.Start.Value; place < places.End.Value; place++, vectors = vectors[dim..])
            vectors[..dim].CopyTo(Vector(RowAt(place)));
        EndBatch();
    }

    /// <summary>Gives a batch up.</summary>
    public void Fail(Range places, Exception error)
    {
        lock (_lock)
        {
            if (_failed is null || places.Start.Value < _failed.Value.Place)
                _failed = (places.Start.Value, error);
        }

        EndBatch();
    }

    /// <summary>Gives the block up before there are batches.</summary>
    public void Fail(Exception error) => _done.SetException(error);

    /// <summary>Keeps what was embedded anew.</summary>
    public void AddTo(VectorCache cache)
    {
        for (int i = 0; i < _texts.Count; i++)
        {
            if (!_isKnown[i])
                cache.Add(_keys[i], Vector(i), _tokens[i]);
        }
    }

    /// <summary>What became of the texts.</summary>
    public EmbedCounts Count()
    {
        var counts = new EmbedCounts(_texts.Count, 0, 0, 0, 0);
        for (int i = 0; i < _texts.Count; i++)
        {
            var (count, isCut) = _tokens[i];
            counts += new EmbedCounts(0, count == 0 ? 1 : 0, isCut ? 1 : 0, count, _isKnown[i] ? 1 : 0);
        }

        return counts;
    }

    private void Encode(int row, ModelFolder model, TokenBuffer tokens)
    {
        string text = _texts[row];
        // Nothing behind a prefix is still nothing.
        string whole = model.Prefix.Length == 0 || string.IsNullOrWhiteSpace(text) ? text : model.Prefix + text;
        bool isCut = model.Tokenizer.Encode(whole, model.TokensMax, tokens);
        int start = _starts[row], end = start + tokens.Count;
        if (end > _ids.Length)
            Array.Resize(ref _ids, Math.Max(2 * _ids.Length, end));
        tokens.Ids.CopyTo(_ids.AsSpan(start));
        _starts[row + 1] = end;
        // It will be in no batch.
        if (tokens.Count == 0)
            Vector(row).Clear();
        _tokens[row] = new TextTokens(tokens.Count, isCut);
    }

    private List<Range> Plan(int tokensMax)
    {
        for (int i = 0; i < _texts.Count; i++)
            _order[i] = ((long)-Length(i) << 32) | (uint)i;
        Array.Sort(_order, 0, _texts.Count);
        return TokenBatches.Plan(tokensMax, _texts.Count, place => Length(RowAt(place)));
    }

    private void EndBatch()
    {
        if (Interlocked.Decrement(ref _batchesLeft) > 0)
            return;
        if (_failed is { } failed)
            _done.SetException(failed.Error);
        else
            _done.SetResult();
    }

    // Whoever waits goes on by itself, not within the stage that ends the block.
    private static TaskCompletionSource Unfinished() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Span<float> Vector(int row) => _vectors.AsSpan(row * dim, dim);

    private int RowAt(int place) => (int)(uint)_order[place];

    private int Length(int row) => _starts[row + 1] - _starts[row];
}
