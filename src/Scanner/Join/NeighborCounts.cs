using System.Buffers;

namespace Scanner.Join;

/// <summary>How many neighbours every row has. Tiles are summed apart and added once, so threads seldom meet.</summary>
internal sealed class NeighborCounts(int rows)
{
    private readonly int[] _counts = new int[rows];

    /// <summary>Counts each pair of a tile for its left row.</summary>
    public void AddLeft(ReadOnlySpan<TileHit> hits, PackedTile left)
    {
        var sums = Rent(left.Rows);
        foreach (var hit in hits) sums[hit.Left]++;
        Add(sums, left);
    }

    /// <summary>Counts each pair of a tile for its right row.</summary>
    public void AddRight(ReadOnlySpan<TileHit> hits, PackedTile right)
    {
        var sums = Rent(right.Rows);
        foreach (var hit in hits) sums[hit.Right]++;
        Add(sums, right);
    }

    /// <summary>Neighbours of each row. Call when all tiles are in.</summary>
    public int[] ToArray() => _counts;

    private static int[] Rent(int length)
    {
        var sums = ArrayPool<int>.Shared.Rent(length);
        Array.Clear(sums, 0, length);
        return sums;
    }

    private void Add(int[] sums, PackedTile tile)
    {
        for (int i = 0; i < tile.Rows; i++)
        {
            if (sums[i] > 0) Interlocked.Add(ref _counts[tile.FirstRow + i], sums[i]);
        }

        ArrayPool<int>.Shared.Return(sums);
    }
}
