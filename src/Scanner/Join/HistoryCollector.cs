namespace Scanner.Join;

/// <summary>
/// What a join of new rows against history keeps: for every new row a count and its best neighbours in the history.
/// </summary>
internal sealed class HistoryCollector(int newRows, JoinSettings settings) : ITileCollector
{
    private readonly NeighborCounts _counts = new(newRows);
    private readonly NeighborLists _lists = new(newRows, settings.Cap);
    private long _pairCount;

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<TileHit> hits, TileRange left, TileRange right)
    {
        Interlocked.Add(ref _pairCount, hits.Length);
        _counts.AddLeft(hits, left);
        AddCounted(hits, left, right);
    }

    /// <inheritdoc/>
    public void Count(ReadOnlySpan<int> leftCounts, ReadOnlySpan<int> rightCounts, TileRange left, TileRange right) =>
        Interlocked.Add(ref _pairCount, _counts.Add(leftCounts, left));

    /// <inheritdoc/>
    public void AddCounted(ReadOnlySpan<TileHit> hits, TileRange left, TileRange right) =>
        _lists.OfferRightToLeft(hits, left.FirstRow, right.FirstRow);

    /// <inheritdoc/>
    public void ReadLeft(TileRange rows, Span<ulong> floors, Span<int> labels)
    {
        _lists.ReadFloors(rows.FirstRow, floors[..rows.Rows]);
        labels[..rows.Rows].Clear();
    }

    /// <inheritdoc/>
    public void ReadRight(TileRange rows, Span<ulong> floors, Span<int> labels)
    {
        // Rows of the history list nothing, and there are no components.
        floors[..rows.Rows].Fill(ulong.MaxValue);
        labels[..rows.Rows].Clear();
    }

    /// <summary>
    /// The outcome, when all tiles are in; <paramref name="work"/> is asked for last, so that its clock covers all.
    /// </summary>
    public HistoryJoinResult ToResult(Func<JoinWork> work) =>
        new(_counts.ToArray(), PairList.OfLeft(_lists, settings.Threads), _pairCount, work());
}
