namespace Scanner.Join;

/// <summary>Turns neighbour lists into pairs, each once, sorted by left row and then by right row.</summary>
internal static class PairList
{
    /// <summary>Pairs of rows of one matrix, stored when either row lists the other.</summary>
    public static SimilarPair[] OfEither(NeighborLists lists)
    {
        var starts = Starts(lists, (row, neighbor) => Math.Min(row, neighbor));
        var pairs = Fill(lists, starts, (row, neighbor) => row < neighbor ? (row, neighbor) : (neighbor, row));
        return WithoutRepeats(pairs);
    }

    /// <summary>Pairs of a row and the rows that it lists, which may belong to another matrix.</summary>
    public static SimilarPair[] OfLeft(NeighborLists lists) =>
        Fill(lists, Starts(lists, (row, _) => row), (row, neighbor) => (row, neighbor));

    // starts[left] is where the pairs of a left row begin; the last entry is the number of pairs.
    private static int[] Starts(NeighborLists lists, Func<int, int, int> left)
    {
        var starts = new int[lists.Rows + 1];
        for (int row = 0; row < lists.Rows; row++)
        {
            foreach (ulong key in lists.Of(row)) starts[left(row, Neighbor.Row(key)) + 1]++;
        }

        for (int row = 0; row < lists.Rows; row++) starts[row + 1] = checked(starts[row] + starts[row + 1]);
        return starts;
    }

    private static SimilarPair[] Fill(NeighborLists lists, int[] starts, Func<int, int, (int Left, int Right)> order)
    {
        var pairs = new SimilarPair[starts[^1]];
        var next = starts.AsSpan(0, lists.Rows).ToArray();
        for (int row = 0; row < lists.Rows; row++)
        {
            foreach (ulong key in lists.Of(row))
            {
                var (left, right) = order(row, Neighbor.Row(key));
                pairs[next[left]++] = new SimilarPair(left, right, Neighbor.Similarity(key));
            }
        }

        for (int row = 0; row < lists.Rows; row++)
            pairs.AsSpan(starts[row]..starts[row + 1]).Sort((one, other) => one.Right.CompareTo(other.Right));

        return pairs;
    }

    private static SimilarPair[] WithoutRepeats(SimilarPair[] pairs)
    {
        int kept = 0;
        foreach (var pair in pairs)
        {
            bool isRepeat = kept > 0 && pairs[kept - 1].Left == pair.Left && pairs[kept - 1].Right == pair.Right;
            if (!isRepeat) pairs[kept++] = pair;
        }

        Array.Resize(ref pairs, kept);
        return pairs;
    }
}
