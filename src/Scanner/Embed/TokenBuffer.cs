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

    /// <summary>
    /// Counts an id, and lists it at its 1st, 2nd, 5th, 13th, 34th time and so on: 1 + ln(count) times, rounded.
    /// </summary>
    /// <param name="id">The id.</param>
    /// <param name="counters">Of <see cref="Counters"/>.</param>
    /// <param name="tokensMax">Most ids of the buffer.</param>
    /// <returns>False where its turn has come and there is no room left.</returns>
    internal bool AddCounted(int id, Span<int> counters, int tokensMax)
    {
        // Rounding 1 + ln(count) reaches n at count = e^(n − 1.5).
        if (counters[id] + 1 is 1 or 2 or 5 or 13 or 34 or 91 or 245 or 666 or 1809 or 4915 or 13360 or 36316)
        {
            if (Count == tokensMax)
            {
                return false;
            }

            Add(id);
        }

        counters[id]++;
        return true;
    }

    /// <summary>Sets the counters of all ids in the buffer back to zero.</summary>
    internal void ClearCounters(Span<int> counters)
    {
        foreach (int id in Ids)
        {
            counters[id] = 0;
        }
    }

    /// <summary>A counter for every id, all zero; <see cref="ClearCounters"/> leaves them so.</summary>
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
