using Scanner.Cluster;

namespace Scanner.Score;

/// <summary>
/// Groups templates that the same accounts carry: the paraphrases, languages and payloads of one campaign are
/// templates of their own, each perhaps too small to stand out.
/// </summary>
public static class CandidateGrouping
{
    // Two templates of one campaign share most accounts, apart from those that sent one of them by chance; two popular
    // ones share few of many.
    private const double TemplateJaccardMin = 0.4;

    // Carriers sent it repeatedly, so that chance blurs them less.
    private const double CarrierJaccardMin = 0.6;

    /// <summary>The candidates that enough actors carry; those whose templates are on most requests first.</summary>
    /// <param name="set">All templates.</param>
    /// <param name="population">All accounts.</param>
    /// <param name="options">What is tested.</param>
    /// <param name="allowed">Templates that are known to be harmless: left out.</param>
    public static List<Candidate> Group(
        TemplateSet set, Population population, ScoreOptions options, IReadOnlySet<int> allowed)
    {
        var templates = Enumerable.Range(0, set.Count).Where(template => !allowed.Contains(template))
            .Select(template => (template, Accounts: set.AccountsOf(template, population.Requests).ToArray()))
            .Where(item => Actors(item.Accounts) >= options.ActorsMin).ToArray();
        var candidates = Merge(
            [.. templates.Select(item => item.Accounts)], TemplateJaccardMin, index => [templates[index].template]);
        // Pieces that nobody sent repeatedly are put together before they are weighed: each is too small alone.
        candidates = Merge([.. candidates.Select(candidate => Accounts(candidate.Members))], CarrierJaccardMin,
            Templates(candidates));
        candidates = Merge([.. candidates.Select(candidate => Accounts(candidate.Carriers))], CarrierJaccardMin,
            Templates(candidates));
        return [.. candidates.Where(candidate => candidate.CarrierActors(population) >= options.ActorsMin)];

        int Actors(int[] accounts) => accounts.Select(account => population.Actors[account]).Distinct().Count();

        Func<int, int[]> Templates(List<Candidate> of) => index => of[index].Templates;

        List<Candidate> Merge(int[][] sets, double jaccardMin, Func<int, int[]> templatesOf) =>
        [
            .. AccountGroups.Of(sets, population.AccountCount, jaccardMin).Select(group =>
                Candidate.Of(group.SelectMany(templatesOf), set, population, options.RepeatsMin)),
        ];
    }

    private static int[] Accounts(Member[] members) => [.. members.Select(member => member.Account)];
}
