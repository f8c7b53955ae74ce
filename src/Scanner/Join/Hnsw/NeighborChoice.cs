using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Scanner.Join.Hnsw;

/// <summary>
/// Chooses from candidates the ones to link to (the paper's SELECT-NEIGHBORS-HEURISTIC): a candidate that resembles a
/// chosen one as much as the row itself is reached by way of it. Of equal rows one is chosen, so that they do not link
/// to each other alone. Where few are left, the best of the others fill up (keepPrunedConnections). Belongs to one
/// thread.
/// </summary>
/// <param name="rows">The rows.</param>
/// <param name="fill">Links that a row is to have at least, where there are candidates.</param>
internal sealed unsafe class NeighborChoice(HnswRows rows, int fill) : IDisposable
{
    private readonly sbyte* _query = (sbyte*)NativeMemory.AlignedAlloc((nuint)rows.Stride, 64);

    /// <summary>Chooses.</summary>
    /// <param name="candidates">Removed rows among them are passed over.</param>
    /// <param name="chosen">Receives the rows chosen, best first, and None behind the last.</param>
    /// <returns>How many were chosen.</returns>
    public int Choose(BestList candidates, Span<int> chosen)
    {
        int count = 0;
        foreach (ulong candidate in candidates.Keys)
        {
            if (BestList.IsRemoved(candidate)) continue;

            int row = candidates.Row(candidate);
            if (IsReached(row, BestList.Similarity(candidate), chosen[..count])) continue;

            chosen[count++] = row;
            if (count == chosen.Length) break;
        }

        foreach (ulong candidate in candidates.Keys)
        {
            if (count >= fill) break;
            int row = candidates.Row(candidate);
            if (!BestList.IsRemoved(candidate) && !chosen[..count].Contains(row)) chosen[count++] = row;
        }

        chosen[count..].Fill(HnswGraph.None);
        return count;
    }

    /// <inheritdoc/>
    public void Dispose() => NativeMemory.AlignedFree(_query);

    private bool IsReached(int row, float similarity, ReadOnlySpan<int> chosen)
    {
        if (chosen.IsEmpty) return false;

        var (shift, step) = rows.Ask(row, _query);
        for (int at = 0; at < chosen.Length; at += 4)
        {
            // The last group is filled up with its first row.
            int a = chosen[at], b = Of(chosen, at + 1, a), c = Of(chosen, at + 2, a), d = Of(chosen, at + 3, a);
            var products = Vector128.ConvertToSingle(Int8Dot.Four(
                _query, rows.UpperOf(a), rows.UpperOf(b), rows.UpperOf(c), rows.UpperOf(d), rows.Stride)
                - Vector128.Create(shift));
            var steps = Vector128.Create(
                rows.Steps.Data[a], rows.Steps.Data[b], rows.Steps.Data[c], rows.Steps.Data[d]);
            if (Vector128.GreaterThanOrEqualAny(products * (steps * step), Vector128.Create(similarity))) return true;
        }

        return false;
    }

    private static int Of(ReadOnlySpan<int> rows, int at, int other) => at < rows.Length ? rows[at] : other;
}
