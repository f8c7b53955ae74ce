using System.Buffers;

namespace Scanner.Join;

/// <summary>How many neighbours every row has. Tiles are summed apart and added once, so threads seldom meet.</summary>
internal sealed class NeighborCounts(int rows)
{
    private readonly int[] _counts = new int[rows];

    /// <summary>Counts each pair of a tile for its left row.</summary>
    public void AddLeft(ReadOnlySpan<TileHit> hits, TileRange left)
    {
        var sums = Rent(left.Rows);
        foreach (var hit in hits) sums[hit.Left]++;
        Add(sums, left);
        ArrayPool<int>.Shared.Return(sums);
    }

    /// <summary>Counts each pair of a tile for its right row.</summary>
    public void AddRight(ReadOnlySpan<TileHit> hits, TileRange right)
    {
        var sums = Rent(right.Rows);
        foreach (var hit in hits) sums[hit.Right]++;
        Add(sums, right);
        ArrayPool<int>.Shared.Return(sums);
    }

    /// <summary>Adds what somebody else counted.</summary>
    /// <param name="sums">[rows] or more; the rest is not looked at.</param>
    /// <param name="rows">Whose pairs they are.</param>
    /// <returns>How many pairs those are.</returns>
    public long Add(ReadOnlySpan<int> sums, TileRange rows)
    {
        long pairs = 0;
        for (int i = 0; i < rows.Rows; i++)
        {
            pairs += sums[i];
            if (sums[i] > 0) Interlocked.Add(ref _counts[rows.FirstRow + i], sums[i]);
        }

        return pairs;
    }

    /// <summary>Neighbours of each row. Call when all tiles are in.</summary>
    public int[] ToArray() => _counts;

    private static int[] Rent(int length)
    {
        var sums = ArrayPool<int>.Shared.Rent(length);
        Array.Clear(sums, 0, length);
        return sums;
    }
}
