using System.Runtime.InteropServices;

namespace Scanner.Score;

/// <summary>
/// Groups sets of accounts that are nearly the same: every set joins the earlier leader that it has most in common
/// with, or leads itself (leader clustering: Hartigan, Clustering Algorithms, 1975). The order of the sets is the order
/// of leadership, so the result is one. Only sets that share an account are compared.
/// </summary>
public static class AccountGroups
{
    /// <summary>The groups in the order of their leaders; each lists its sets in order, the leader first.</summary>
    /// <param name="sets">Sets of accounts, each account once.</param>
    /// <param name="accountCount">Number of accounts; all are below it.</param>
    /// <param name="jaccardMin">Least Jaccard index of a set and its leader, in (0, 1].</param>
    public static List<List<int>> Of(IReadOnlyList<int[]> sets, int accountCount, double jaccardMin)
    {
        var leadersOf = new List<int>?[accountCount];
        var groups = new Dictionary<int, List<int>>();
        for (var set = 0; set < sets.Count; set++)
        {
            if (BestLeader(sets, set, leadersOf, jaccardMin) is { } leader)
            {
                groups[leader].Add(set);
                continue;
            }

            groups[set] = [set];
            foreach (var account in sets[set])
            {
                (leadersOf[account] ??= []).Add(set);
            }
        }

        return [.. groups.Values];
    }

    private static int? BestLeader(IReadOnlyList<int[]> sets, int set, List<int>?[] leadersOf, double jaccardMin)
    {
        var shared = new Dictionary<int, int>();
        foreach (var account in sets[set])
        {
            foreach (var leader in leadersOf[account] ?? [])
            {
                CollectionsMarshal.GetValueRefOrAddDefault(shared, leader, out _)++;
            }
        }

        return shared
            .Select(pair => (Leader: (int?)pair.Key,
                Jaccard: (double)pair.Value / (sets[set].Length + sets[pair.Key].Length - pair.Value)))
            .Where(candidate => candidate.Jaccard >= jaccardMin)
            .OrderByDescending(candidate => candidate.Jaccard).ThenBy(candidate => candidate.Leader)
            .FirstOrDefault().Leader;
    }
}
