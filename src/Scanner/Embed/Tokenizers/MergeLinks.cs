namespace Scanner.Embed.Tokenizers;

/// <summary>
/// The merges that wait for their turn, and which symbols are neighbours: scratch of <see cref="BpeModel"/>. A piece of
/// n characters takes O(n log n), however long it is.
/// </summary>
internal sealed class MergeLinks
{
    private readonly PriorityQueue<(int Left, int Id), long> _waiting = new();
    private int[] _before = [];
    private int[] _after = [];

    /// <summary>Begins with so many symbols in a row.</summary>
    public void Start(int count)
    {
        _waiting.Clear();
        if (_before.Length < count)
        {
            _before = new int[2 * count];
            _after = new int[2 * count];
        }

        for (int i = 0; i < count; i++)
        {
            _before[i] = i - 1;
            _after[i] = i + 1 < count ? i + 1 : -1;
        }
    }

    /// <summary>The neighbour to the left, or -1.</summary>
    public int Before(int symbol) => _before[symbol];

    /// <summary>The neighbour to the right, or -1.</summary>
    public int After(int symbol) => _after[symbol];

    /// <summary>Takes a symbol out of the row; it has a neighbour to the left.</summary>
    public void Remove(int symbol)
    {
        _after[_before[symbol]] = _after[symbol];
        if (_after[symbol] >= 0)
        {
            _before[_after[symbol]] = _before[symbol];
        }
    }

    /// <summary>Lets a merge wait.</summary>
    public void Offer(int rank, int left, int id) => _waiting.Enqueue((left, id), ((long)rank << 32) | (uint)left);

    /// <summary>The merge of the lowest rank, of equal ones the leftmost.</summary>
    public bool TryTake(out int left, out int id)
    {
        bool isThere = _waiting.TryDequeue(out var merge, out _);
        (left, id) = merge;
        return isThere;
    }
}
