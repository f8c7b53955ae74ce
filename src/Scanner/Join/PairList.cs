namespace Scanner.Join;

/// <summary>
/// Turns neighbour lists into pairs, each once, sorted by left row and then by right row. Works on blocks of rows at a
/// time over all threads: tens of millions of pairs would otherwise take longer than a GPU takes to find them.
/// </summary>
internal sealed class PairList
{
    // Rows that a thread takes at a time.
    private const int BlockRows = 4096;

    private readonly NeighborLists _lists;
    private readonly bool _isOneMatrix;
    private readonly ParallelOptions _parallel;

    private PairList(NeighborLists lists, bool isOneMatrix, int threads)
    {
        _lists = lists;
        _isOneMatrix = isOneMatrix;
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = threads };
    }

    /// <summary>Pairs of rows of one matrix, stored when either row lists the other.</summary>
    public static SimilarPair[] OfEither(NeighborLists lists, int threads) =>
        new PairList(lists, isOneMatrix: true, threads).Make();

    /// <summary>Pairs of a row and the rows that it lists, which may belong to another matrix.</summary>
    public static SimilarPair[] OfLeft(NeighborLists lists, int threads) =>
        new PairList(lists, isOneMatrix: false, threads).Make();

    private SimilarPair[] Make()
    {
        // Where the neighbours of each left row begin; every pair is counted as often as it is listed.
        int rows = _lists.Rows;
        var counts = new int[rows];
        ForRows(row =>
        {
            foreach (ulong key in _lists.Of(row)) Interlocked.Increment(ref counts[Ordered(row, key).Left]);
        });
        var starts = Sums(counts);

        // The neighbours themselves, which are put in order and told once.
        var rights = new ulong[starts[rows]];
        var next = starts.AsSpan(0, rows).ToArray();
        ForRows(row =>
        {
            foreach (ulong key in _lists.Of(row))
            {
                var (left, right) = Ordered(row, key);
                rights[Interlocked.Increment(ref next[left]) - 1] =
                    ((ulong)right << 32) | BitConverter.SingleToUInt32Bits(Neighbor.Similarity(key));
            }
        });
        ForRows(row => counts[row] = SortDistinct(rights.AsSpan(starts[row]..starts[row + 1])));

        var places = Sums(counts);
        var pairs = new SimilarPair[places[rows]];
        ForRows(row =>
        {
            for (int i = 0; i < counts[row]; i++)
            {
                ulong right = rights[starts[row] + i];
                pairs[places[row] + i] = new SimilarPair(
                    row, (int)(right >> 32), BitConverter.UInt32BitsToSingle((uint)right));
            }
        });
        return pairs;
    }

    private (int Left, int Right) Ordered(int row, ulong key)
    {
        int neighbor = Neighbor.Row(key);
        return _isOneMatrix && neighbor < row ? (neighbor, row) : (row, neighbor);
    }

    // Right rows stand in the upper bits. Both rows of a pair list it with one similarity.
    private static int SortDistinct(Span<ulong> rights)
    {
        rights.Sort();
        int kept = 0;
        foreach (ulong right in rights)
        {
            if (kept == 0 || rights[kept - 1] >> 32 != right >> 32) rights[kept++] = right;
        }

        return kept;
    }

    private static int[] Sums(int[] counts)
    {
        var sums = new int[counts.Length + 1];
        for (int i = 0; i < counts.Length; i++) sums[i + 1] = checked(sums[i] + counts[i]);
        return sums;
    }

    private void ForRows(Action<int> work)
    {
        int rows = _lists.Rows;
        Parallel.For(0, (rows + BlockRows - 1) / BlockRows, _parallel, block =>
        {
            for (int row = block * BlockRows; row < Math.Min(rows, (block + 1) * BlockRows); row++) work(row);
        });
    }
}
