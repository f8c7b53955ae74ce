namespace Scanner.Join;

/// <summary>
/// What a join of new rows against history keeps: for every new row a count and its best neighbours in the history.
/// </summary>
internal sealed class HistoryCollector(int newRows, int tileRows, JoinSettings settings) : ITileCollector
{
    private readonly NeighborCounts _counts = new(newRows);
    private readonly NeighborLists _lists = new(newRows, settings.Cap, tileRows);
    private long _pairCount;

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<TileHit> hits, PackedTile left, PackedTile right)
    {
        Interlocked.Add(ref _pairCount, hits.Length);
        _counts.AddLeft(hits, left);
        _lists.OfferRightToLeft(hits, left.FirstRow, right.FirstRow);
    }

    /// <summary>
    /// The outcome, when all tiles are in; <paramref name="work"/> is asked for last, so that its clock covers all.
    /// </summary>
    public HistoryJoinResult ToResult(Func<JoinWork> work) =>
        new(_counts.ToArray(), PairList.OfLeft(_lists), _pairCount, work());
}
