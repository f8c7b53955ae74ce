namespace Scanner.Join.Devices;

/// <summary>What one launch compares, and what it hands over.</summary>
/// <param name="LeftFirst">First left row to join, a multiple of <see cref="IJoinDevice.SlabRows"/>.</param>
/// <param name="LeftEnd">Row of the left tile behind the last.</param>
/// <param name="IsDiagonal">Whether both tiles are the same: only pairs with Left below Right then.</param>
/// <param name="Low">Least computed similarity of a pair that may be one, above 0.</param>
/// <param name="High">
/// Least computed similarity of a pair that surely is one: it is counted, and handed over where a row wants it or the
/// labels differ. Pairs between Low and High are handed over uncounted, for the host to settle.
/// </param>
/// <param name="Slack">How much a true similarity may exceed the computed one that is held against floors.</param>
/// <param name="IsCoarse">Whether to compare the coarser images of both tiles, see <see cref="IDeviceTile"/>.</param>
public readonly record struct LaneTask(
    int LeftFirst, int LeftEnd, bool IsDiagonal, float Low, float High, float Slack,
    bool IsCoarse = false);

/// <summary>What a launch found. Valid until the lane's next launch.</summary>
/// <param name="leftCounts">[rows of the left tile] sure pairs of each.</param>
/// <param name="rightCounts">[rows of the right tile] sure pairs of each.</param>
/// <param name="hits">Pairs handed over, with rows inside the tiles; empty where there was no room.</param>
/// <param name="hitCount">Pairs to hand over; more than the lane has room for means that none were.</param>
public readonly ref struct LaneFindings(
    ReadOnlySpan<int> leftCounts, ReadOnlySpan<int> rightCounts, ReadOnlySpan<TileHit> hits, long hitCount)
{
    /// <summary>[rows of the left tile] sure pairs of each.</summary>
    public ReadOnlySpan<int> LeftCounts { get; } = leftCounts;

    /// <summary>[rows of the right tile] sure pairs of each.</summary>
    public ReadOnlySpan<int> RightCounts { get; } = rightCounts;

    /// <summary>Pairs handed over, in no order; empty where there was no room for all.</summary>
    public ReadOnlySpan<TileHit> Hits { get; } = hits;

    /// <summary>Whether there was no room for all pairs, so that none were handed over.</summary>
    public bool IsOverflow { get; } = hitCount > hits.Length;
}
