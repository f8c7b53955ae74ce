namespace Scanner.Join.Hnsw;

/// <summary>
/// The best rows that a walk has met, best first, each marked when its neighbours have been looked at: the candidates
/// and the results of the paper's search in one sorted array.
/// </summary>
internal sealed class BestList
{
    // A key: the similarity in the upper half, so that keys sort by it; then the row, lower ones first; two marks.
    private const int RowMax = (1 << 30) - 1;
    private const ulong Looked = 1, Removed = 2;

    private ulong[] _keys = new ulong[256];
    private int _limit;
    private int _next;

    /// <summary>Rows that it holds.</summary>
    public int Count { get; private set; }

    /// <summary>The keys, best first.</summary>
    public ReadOnlySpan<ulong> Keys => _keys.AsSpan(0, Count);

    /// <summary>
    /// Of rows of the same similarity, those come first whose numbers differ from this one in lower bits: 0 for the
    /// order of numbers. Where thousands of rows are equal, each should link to others of them.
    /// </summary>
    public int Nearby { get; set; }

    /// <summary>A key of this list.</summary>
    public ulong Key(float similarity, int row, bool isRemoved)
    {
        uint bits = BitConverter.SingleToUInt32Bits(similarity);
        bits = (bits & 0x80000000) != 0 ? ~bits : bits | 0x80000000;
        return (ulong)bits << 32 | (ulong)(RowMax - (row ^ Nearby)) << 2 | (isRemoved ? Removed : 0);
    }

    /// <summary>The row of a key of this list.</summary>
    public int Row(ulong key) => (RowMax - (int)((uint)key >> 2)) ^ Nearby;

    /// <summary>The similarity of a key.</summary>
    public static float Similarity(ulong key)
    {
        uint bits = (uint)(key >> 32);
        return BitConverter.UInt32BitsToSingle((bits & 0x80000000) != 0 ? bits & 0x7FFFFFFF : ~bits);
    }

    /// <summary>Whether the row of a key is removed.</summary>
    public static bool IsRemoved(ulong key) => (key & Removed) != 0;

    /// <summary>Empties it.</summary>
    /// <param name="rows">Rows to hold; removed ones are held beside them.</param>
    public void Clear(int rows) => (Count, _limit, _next) = (0, rows, 0);

    /// <summary>Keeps its best rows and lets their neighbours be looked at once more, on another layer.</summary>
    /// <param name="rows">Rows to hold from now on; at least as many as before.</param>
    public void Reopen(int rows)
    {
        _limit = rows;
        _next = 0;
        for (int i = 0; i < Count; i++)
        {
            _keys[i] &= ~Looked;
            if (IsRemoved(_keys[i])) _limit++;
        }
    }

    /// <summary>Drops the rows from a number on.</summary>
    public void RemoveFrom(int row)
    {
        int kept = 0;
        foreach (ulong key in Keys)
            if (Row(key) < row) _keys[kept++] = key;
        Count = kept;
    }

    /// <summary>Takes a row in where it is among the best. No row may be offered twice.</summary>
    public void Offer(ulong key)
    {
        if (Count >= _limit && key <= _keys[Count - 1]) return;

        int low = 0, high = Count;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_keys[middle] > key) low = middle + 1;
            else high = middle;
        }

        if (Count == _keys.Length) Array.Resize(ref _keys, 2 * Count);
        Array.Copy(_keys, low, _keys, low + 1, Count - low);
        _keys[low] = key;
        Count++;
        _next = Math.Min(_next, low);
        if (IsRemoved(key)) _limit++;

        // Removed rows behind the last that counts lead nowhere better.
        while (Count > _limit)
        {
            Count--;
            if (IsRemoved(_keys[Count])) _limit--;
        }
    }

    /// <summary>The best row whose neighbours have not been looked at; it is marked.</summary>
    public bool Next(out int row)
    {
        while (_next < Count && (_keys[_next] & Looked) != 0) _next++;
        row = _next < Count ? Row(_keys[_next]) : HnswGraph.None;
        if (_next >= Count) return false;

        _keys[_next] |= Looked;
        return true;
    }
}
