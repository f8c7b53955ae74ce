using System.Numerics.Tensors;

namespace Scanner.Embed;

/// <summary>
/// The token ids of a few texts, padded to the longest, as models take them. Used again and again by one thread.
/// </summary>
internal sealed class TokenBatch(int rowsMax, int tokensMax)
{
    private readonly long[] _ids = Memory(tokensMax), _mask = Memory(tokensMax);

    // There is one sentence, hence all 0; and who is not asked for positions makes none.
    private readonly Lazy<long[]> _types = new(() => Memory(tokensMax)), _positions = new(() => Memory(tokensMax));

    /// <summary>Tokens of each text without padding.</summary>
    public int[] Lengths { get; } = new int[rowsMax];

    /// <summary>Texts in the batch.</summary>
    public int Rows { get; private set; }

    /// <summary>Tokens of the longest text.</summary>
    public int Tokens { get; private set; }

    /// <summary>[Rows × Tokens] what a model calls by a name, at one place in memory for ever.</summary>
    /// <param name="name">One of <see cref="ModelInputs.Known"/>.</param>
    public long[] Input(string name) => name switch
    {
        ModelInputs.Ids => _ids,
        ModelInputs.Mask => _mask,
        ModelInputs.Positions => Positions(),
        _ => _types.Value,
    };

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
        var own = _ids.AsSpan(Rows * Tokens, Tokens);
        var mask = _mask.AsSpan(Rows * Tokens, Tokens);
        TensorPrimitives.ConvertTruncating(ids, own);
        own[ids.Length..].Clear();
        mask[..ids.Length].Fill(1);
        mask[ids.Length..].Clear();
        Lengths[Rows++] = ids.Length;
    }

    // Padding goes on counting.
    private long[] Positions()
    {
        for (int i = 0; i < Rows * Tokens; i++)
            _positions.Value[i] = i % Tokens;
        return _positions.Value;
    }

    private static long[] Memory(int size) => GC.AllocateArray<long>(size, pinned: true);
}
