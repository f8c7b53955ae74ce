namespace Scanner.Score;

/// <summary>
/// Groups sets of accounts that are nearly the same: every set joins the earlier leader that it has most in common
/// with, or leads itself (leader clustering: Hartigan, Clustering Algorithms, 1975). The order of the sets is the order
/// of leadership, so the result is one.
/// </summary>
/// <remarks>
/// Only sets are compared that share one of their rarest accounts: with a Jaccard index of at least j, a set shares at
/// least j of its accounts, so that some account is shared among the rarest 1 − j of either set and one more (Xiao,
/// Wang, Lin, Yu, Efficient Similarity Joins for Near Duplicate Detection, WWW 2008).
/// </remarks>
public static class AccountGroups
{
    /// <summary>The groups in the order of their leaders; each lists its sets in order, the leader first.</summary>
    /// <param name="sets">Sets of accounts, each account once.</param>
    /// <param name="accountCount">Number of accounts; all are below it.</param>
    /// <param name="jaccardMin">Least Jaccard index of a set and its leader, in (0, 1].</param>
    public static List<List<int>> Of(IReadOnlyList<int[]> sets, int accountCount, double jaccardMin)
    {
        var ranked = RarestFirst(sets, accountCount);
        var leadersOf = new List<int>?[accountCount];
        var groups = new Dictionary<int, List<int>>();
        var comparedWith = Enumerable.Repeat(-1, ranked.Length).ToArray();
        for (var set = 0; set < ranked.Length; set++)
        {
            if (BestLeader(ranked, set, leadersOf, comparedWith, jaccardMin) is { } leader)
            {
                groups[leader].Add(set);
                continue;
            }

            groups[set] = [set];
            foreach (var rank in Rarest(ranked[set], jaccardMin))
            {
                (leadersOf[rank] ??= []).Add(set);
            }
        }

        return [.. groups.Values];
    }

    /// <summary>The sets as ascending ranks of their accounts: 0 is the account in fewest sets.</summary>
    private static int[][] RarestFirst(IReadOnlyList<int[]> sets, int accountCount)
    {
        var uses = new int[accountCount];
        foreach (var account in sets.SelectMany(set => set))
        {
            uses[account]++;
        }

        var rankOf = new int[accountCount];
        foreach (var (rank, account) in Enumerable.Range(0, accountCount).OrderBy(account => uses[account]).Index())
        {
            rankOf[account] = rank;
        }

        return [.. sets.Select(set => set.Select(account => rankOf[account]).Order().ToArray())];
    }

    private static ReadOnlySpan<int> Rarest(int[] set, double jaccardMin)
    {
        // One too many where the product is whole, rather than one too few where it was rounded up.
        var shared = (int)Math.Ceiling((jaccardMin * set.Length) - 1e-9);
        return set.AsSpan(0, Math.Min(set.Length, set.Length - shared + 1));
    }

    private static int? BestLeader(
        int[][] sets, int set, List<int>?[] leadersOf, int[] comparedWith, double jaccardMin)
    {
        var own = sets[set];
        var (best, most) = (default(int?), 0.0);
        foreach (var rank in Rarest(own, jaccardMin))
        {
            foreach (var leader in leadersOf[rank] ?? [])
            {
                var other = sets[leader];
                if (comparedWith[leader] == set || (double)Math.Min(own.Length, other.Length)
                    / Math.Max(own.Length, other.Length) < jaccardMin)
                {
                    continue;
                }

                comparedWith[leader] = set;
                var shared = Shared(own, other);
                var jaccard = (double)shared / (own.Length + other.Length - shared);
                if (jaccard >= jaccardMin && (jaccard > most || (jaccard == most && leader < best)))
                {
                    (best, most) = (leader, jaccard);
                }
            }
        }

        return best;
    }

    private static int Shared(int[] one, int[] other)
    {
        var (count, i, j) = (0, 0, 0);
        while (i < one.Length && j < other.Length)
        {
            var (left, right) = (one[i], other[j]);
            count += left == right ? 1 : 0;
            i += left <= right ? 1 : 0;
            j += right <= left ? 1 : 0;
        }

        return count;
    }
}
