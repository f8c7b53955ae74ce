using System.Runtime.InteropServices;
using Scanner.Cluster;
using Scanner.Ingest;

namespace Scanner.Score;

/// <summary>
/// Groups templates that the same accounts carry: the paraphrases, languages and payloads of one campaign are
/// templates of their own, each perhaps too small to stand out.
/// </summary>
public static class CandidateGrouping
{
    // Two templates of one campaign share most accounts; two popular ones share few of many.
    private const double JaccardMin = 0.4;

    /// <summary>Templates grouped by their accounts; the templates on most requests lead.</summary>
    /// <param name="set">All templates.</param>
    /// <param name="population">All accounts.</param>
    /// <param name="actorsMin">Least actors of a template that is looked at.</param>
    public static List<List<int>> Group(TemplateSet set, Population population, int actorsMin)
    {
        var accountsOf = Incidence.Build(set.Count, (template, accounts) =>
        {
            foreach (var request in set.RequestsOf.Of(template))
            {
                accounts.Add(population.Requests.Accounts.Codes[request]);
            }
        });
        var leadersOf = new List<int>?[population.AccountCount];
        var groups = new Dictionary<int, List<int>>();
        var shared = new Dictionary<int, int>();
        var actors = new HashSet<int>();
        for (var template = 0; template < set.Count; template++)
        {
            var accounts = accountsOf.Of(template);
            if (CountActors(accounts) < actorsMin)
            {
                continue;
            }

            var leader = BestLeader(accounts);
            if (leader >= 0)
            {
                groups[leader].Add(template);
                continue;
            }

            groups[template] = [template];
            foreach (var account in accounts)
            {
                (leadersOf[account] ??= []).Add(template);
            }
        }

        return [.. groups.Values];

        int CountActors(ReadOnlySpan<int> accounts)
        {
            actors.Clear();
            foreach (var account in accounts)
            {
                actors.Add(population.Actors[account]);
            }

            return actors.Count;
        }

        int BestLeader(ReadOnlySpan<int> accounts)
        {
            shared.Clear();
            foreach (var account in accounts)
            {
                foreach (var leader in leadersOf[account] ?? [])
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(shared, leader, out _)++;
                }
            }

            var (best, bestJaccard) = (-1, JaccardMin);
            foreach (var (leader, count) in shared)
            {
                var jaccard = (double)count / (accounts.Length + accountsOf.Of(leader).Length - count);
                if (jaccard > bestJaccard || (jaccard == bestJaccard && (best < 0 || leader < best)))
                {
                    (best, bestJaccard) = (leader, jaccard);
                }
            }

            return best;
        }
    }
}
