using Scanner.Runs;

namespace Scanner.Join;

/// <summary>What a self-join keeps: counts and components over all pairs, and some of the pairs.</summary>
internal sealed class SelfJoinCollector : ITileCollector
{
    private readonly JoinSettings _settings;
    private readonly NeighborCounts _counts;
    private readonly Components _components;
    private readonly NeighborLists _lists;
    private long _pairCount;

    public SelfJoinCollector(int rows, JoinSettings settings)
    {
        _settings = settings;
        _counts = new NeighborCounts(rows);
        _components = new Components(rows);
        _lists = new NeighborLists(rows, settings.KeepAllPairs ? int.MaxValue : settings.Cap);
    }

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<TileHit> hits, TileRange left, TileRange right)
    {
        CountPairs(hits.Length);
        _counts.AddLeft(hits, left);
        _counts.AddRight(hits, right);
        AddCounted(hits, left, right);
    }

    /// <inheritdoc/>
    public void Count(ReadOnlySpan<int> leftCounts, ReadOnlySpan<int> rightCounts, TileRange left, TileRange right)
    {
        CountPairs(_counts.Add(leftCounts, left));
        _counts.Add(rightCounts, right);
    }

    /// <inheritdoc/>
    public void AddCounted(ReadOnlySpan<TileHit> hits, TileRange left, TileRange right)
    {
        foreach (var hit in hits) _components.Union(left.FirstRow + hit.Left, right.FirstRow + hit.Right);

        _lists.OfferRightToLeft(hits, left.FirstRow, right.FirstRow);

        // When all pairs are kept, listing each at its left row is enough.
        if (!_settings.KeepAllPairs) _lists.OfferLeftToRight(hits, left.FirstRow, right.FirstRow);
    }

    /// <inheritdoc/>
    public void ReadLeft(TileRange rows, Span<ulong> floors, Span<int> labels)
    {
        _lists.ReadFloors(rows.FirstRow, floors[..rows.Rows]);
        _components.ReadLabels(rows.FirstRow, labels[..rows.Rows]);
    }

    /// <inheritdoc/>
    public void ReadRight(TileRange rows, Span<ulong> floors, Span<int> labels) => ReadLeft(rows, floors, labels);

    /// <summary>
    /// The outcome, when all tiles are in; <paramref name="work"/> is asked for last, so that its clock covers all.
    /// </summary>
    public SelfJoinResult ToResult(Func<JoinWork> work)
    {
        var pairs = _settings.KeepAllPairs
            ? PairList.OfLeft(_lists, _settings.Threads)
            : PairList.OfEither(_lists, _settings.Threads);
        return new SelfJoinResult(_counts.ToArray(), _components.ToLabels(), pairs, _pairCount, work());
    }

    /// <summary>Writes all that it holds, for <see cref="JoinCheckpoint"/>.</summary>
    public void Write(BinaryWriter file)
    {
        file.Write(_pairCount);
        JoinCheckpoint.Write<int>(file, _counts.ToArray());
        JoinCheckpoint.Write<int>(file, _components.ToLabels());
        _lists.Write(file);
    }

    /// <summary>Reads what another of the same rows wrote.</summary>
    public void Read(BinaryReader file)
    {
        _pairCount = file.ReadInt64();
        JoinCheckpoint.Read<int>(file, _counts.ToArray());
        _components.Read(file);
        _lists.Read(file);
    }

    private void CountPairs(long pairs)
    {
        long pairCount = Interlocked.Add(ref _pairCount, pairs);
        if (_settings.KeepAllPairs && pairCount > _settings.PairsKeptMax) throw TooManyPairs();
    }

    private ScanException TooManyPairs() => new(
        $"found more than {_settings.PairsKeptMax:N0} pairs at or above threshold {_settings.Threshold}, which is "
        + "all that is kept. Raise --threshold, or give --cap, without --keep-all-pairs, to keep the best of "
        + "each row.");
}
