using System.Runtime.CompilerServices;

namespace Scanner.Join;

/// <summary>A pair found in a tile.</summary>
/// <param name="Left">Row inside the tile's left side.</param>
/// <param name="Right">Row inside the tile's right side.</param>
/// <param name="Similarity">Their similarity, at or above the threshold.</param>
public readonly record struct TileHit(int Left, int Right, float Similarity);

/// <summary>
/// The pairs of one tile; one object a thread, cleared between tiles. Grows to the tile's area at most.
/// </summary>
public sealed class TileHits
{
    private TileHit[] _hits = new TileHit[1024];

    /// <summary>Pairs held.</summary>
    public int Count { get; private set; }

    /// <summary>What the rows of the tile want, for backends that ask; null where every pair is wanted.</summary>
    internal TileFilter? Filter { get; set; }

    /// <summary>The pairs, in the order in which they were added.</summary>
    public ReadOnlySpan<TileHit> Hits => _hits.AsSpan(0, Count);

    /// <summary>Forgets all pairs.</summary>
    public void Clear() => Count = 0;

    /// <summary>Adds a pair.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int left, int right, float similarity)
    {
        if (Count == _hits.Length) Array.Resize(ref _hits, 2 * Count);
        _hits[Count++] = new TileHit(left, right, similarity);
    }

    /// <summary>Keeps the pairs above the diagonal, for a tile of rows against themselves.</summary>
    public void KeepUpper()
    {
        int kept = 0;
        for (int i = 0; i < Count; i++)
        {
            if (_hits[i].Left < _hits[i].Right) _hits[kept++] = _hits[i];
        }

        Count = kept;
    }
}
