using System.Buffers;
using System.Numerics.Tensors;

namespace Scanner.Join.Devices;

/// <summary>
/// Settles on the host, in float32, what a device's arithmetic leaves open: pairs so near the threshold that its
/// rounding could decide, and every similarity where it holds rounded rows.
/// </summary>
internal sealed class HitSettler(float threshold, ITileCollector collector)
{
    // Pairs that a thread settles at a time: 32,768 × 12 bytes stay in its L2 cache.
    private const int ChunkHits = 1 << 15;

    /// <summary>Settles pairs and hands them to the collector.</summary>
    /// <param name="hits">As handed over by a lane.</param>
    /// <param name="left">The matrix of the left rows.</param>
    /// <param name="right">The matrix of the right rows.</param>
    /// <param name="leftRows">The left tile.</param>
    /// <param name="rightRows">The right tile.</param>
    /// <param name="task">What the launch was asked.</param>
    /// <param name="parallel">Threads to use.</param>
    public unsafe void Settle(
        ReadOnlySpan<TileHit> hits, RowSource left, RowSource right, TileRange leftRows, TileRange rightRows,
        LaneTask task, ParallelOptions parallel)
    {
        int count = hits.Length;
        fixed (TileHit* pinned = hits)
        {
            var first = pinned;
            Parallel.For(0, (count + ChunkHits - 1) / ChunkHits, parallel, chunk =>
            {
                int from = chunk * ChunkHits;
                var part = new ReadOnlySpan<TileHit>(first + from, Math.Min(ChunkHits, count - from));
                SettleChunk(part, left, right, leftRows, rightRows, task);
            });
        }
    }

    private void SettleChunk(
        ReadOnlySpan<TileHit> hits, RowSource left, RowSource right, TileRange leftRows, TileRange rightRows,
        LaneTask task)
    {
        var kept = ArrayPool<TileHit>.Shared.Rent(hits.Length);
        var settled = ArrayPool<TileHit>.Shared.Rent(hits.Length);
        var rows = ArrayPool<float>.Shared.Rent(2 * left.Dim);
        Span<float> one = rows.AsSpan(0, left.Dim), other = rows.AsSpan(left.Dim, left.Dim);
        int keptCount = 0, settledCount = 0, rightRow = -1;
        foreach (var hit in hits)
        {
            bool isOpen = hit.Similarity < task.High;
            if (!isOpen && task.Slack == 0)
            {
                kept[keptCount++] = hit;
                continue;
            }

            // Pairs of a right row stand together, mostly.
            if (hit.Right != rightRow) right.Copy(rightRows.FirstRow + (rightRow = hit.Right), 1, other);
            left.Copy(leftRows.FirstRow + hit.Left, 1, one);
            var exact = hit with { Similarity = TensorPrimitives.Dot<float>(one, other) };
            if (!isOpen) kept[keptCount++] = exact;
            else if (exact.Similarity >= threshold) settled[settledCount++] = exact;
        }

        if (keptCount > 0) collector.AddCounted(kept.AsSpan(0, keptCount), leftRows, rightRows);
        if (settledCount > 0) collector.Add(settled.AsSpan(0, settledCount), leftRows, rightRows);
        ArrayPool<float>.Shared.Return(rows);
        ArrayPool<TileHit>.Shared.Return(settled);
        ArrayPool<TileHit>.Shared.Return(kept);
    }
}
