using Scanner.Embed.Tokenizers;

namespace Scanner.Embed;

/// <summary>
/// A growing list of token ids with the scratch memory that tokenizers need. One per thread, kept from text to text.
/// </summary>
public sealed class TokenBuffer
{
    private int[] _ids = new int[1024];
    private int[] _counts = [];
    private TokenizerWork? _work;

    /// <summary>How many ids the buffer holds.</summary>
    public int Count { get; private set; }

    /// <summary>The ids in the order in which they were added.</summary>
    public ReadOnlySpan<int> Ids => _ids.AsSpan(0, Count);

    /// <summary>Forgets all ids and keeps the memory.</summary>
    public void Clear() => Count = 0;

    /// <summary>Forgets the ids from <paramref name="count"/> on.</summary>
    public void Truncate(int count) => Count = Math.Min(Count, count);

    /// <summary>Adds one id.</summary>
    public void Add(int id)
    {
        if (Count == _ids.Length)
        {
            Array.Resize(ref _ids, 2 * _ids.Length);
        }

        _ids[Count++] = id;
    }

    /// <summary>A counter for every id, all zero. Whoever counts sets them back to zero.</summary>
    internal Span<int> Counters(int size)
    {
        if (_counts.Length < size)
        {
            _counts = new int[size];
        }

        return _counts.AsSpan(0, size);
    }

    /// <summary>The ids from one on, to be changed in place.</summary>
    internal Span<int> From(int first) => _ids.AsSpan(first, Count - first);

    /// <summary>The memory of tokenizers that are made of parts.</summary>
    internal TokenizerWork Work => _work ??= new TokenizerWork();
}
