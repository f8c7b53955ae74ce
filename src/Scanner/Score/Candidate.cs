using Scanner.Cluster;

namespace Scanner.Score;

/// <summary>How often one account sent what a candidate is made of.</summary>
/// <param name="Account">Index of the account.</param>
/// <param name="Requests">Its requests in the candidate, at least 1.</param>
public readonly record struct Member(int Account, int Requests)
{
    /// <summary>The candidate's share of the account's requests, in (0, 1].</summary>
    public double ShareOfTraffic(Population population) => (double)Requests / population.Volumes[Account];
}

/// <summary>A set of templates carried by the same accounts, tested as one campaign.</summary>
public sealed class Candidate
{
    private const double PartShare = 0.9;

    private Candidate(int[] templates, int[] requests, int[] templateOf, Member[] members, Member[] carriers) =>
        (Templates, Requests, TemplateOf, Members, Carriers) = (templates, requests, templateOf, members, carriers);

    /// <summary>The templates, ascending.</summary>
    public int[] Templates { get; }

    /// <summary>The requests that hold any of the templates, ascending.</summary>
    public int[] Requests { get; }

    /// <summary>[Requests] the template a request is counted for: the candidate's most frequent one on it.</summary>
    public int[] TemplateOf { get; }

    /// <summary>All accounts with such a request, by account.</summary>
    public Member[] Members { get; }

    /// <summary>The members that sent it repeatedly, by account.</summary>
    public Member[] Carriers { get; }

    /// <summary>Requests of the median carrier; there must be one.</summary>
    public double MedianRequests => Median(Carriers.Select(carrier => (double)carrier.Requests));

    /// <summary>Share of the candidate in the traffic of the median carrier; there must be one.</summary>
    public double MedianShare(Population population) =>
        Median(Carriers.Select(carrier => carrier.ShareOfTraffic(population)));

    /// <summary>
    /// How sentences name what it sends, by the id of its most frequent template: "template T12", and where there are
    /// more of them "wording such as T12".
    /// </summary>
    public string Name => (Templates.Length == 1 ? "template " : "wording such as ") + TemplateSet.Id(Templates[0]);

    /// <summary>What would make even work, divided between accounts, harmless.</summary>
    internal string OpenBatch =>
        $"they are one openly run batch, such as an evaluation: ask the owners what sends {Name}";

    /// <summary>What would make accounts harmless that send little else.</summary>
    internal string OneProduct =>
        $"they were made for one tool or product: ask the owners which one sends {Name}";

    /// <summary>Puts a candidate together.</summary>
    /// <param name="templates">Its templates.</param>
    /// <param name="set">All templates.</param>
    /// <param name="population">All accounts.</param>
    /// <param name="repeatsMin">Requests from which an account is a carrier.</param>
    public static Candidate Of(IEnumerable<int> templates, TemplateSet set, Population population, int repeatsMin)
    {
        // Ascending templates are descending in requests: the first one found on a request is the most frequent.
        var kept = new List<int>();
        var templateOf = new SortedDictionary<int, int>();
        var sent = new Dictionary<int, int>();
        foreach (var template in templates.Distinct().Order())
        {
            int[] requests = [.. set.RequestsOf.Of(template).ToArray()
                .Where(request => !population.Allowed[population.Requests.Accounts.Codes[request]])];
            if (IsPart(requests))
            {
                continue;
            }

            kept.Add(template);
            foreach (var request in requests.Where(request => templateOf.TryAdd(request, template)))
            {
                var account = population.Requests.Accounts.Codes[request];
                sent[account] = sent.GetValueOrDefault(account) + 1;
            }
        }

        var members = sent.OrderBy(pair => pair.Key).Select(pair => new Member(pair.Key, pair.Value)).ToArray();
        return new Candidate([.. kept], [.. templateOf.Keys], [.. templateOf.Values], members,
            [.. members.Where(member => member.Requests >= repeatsMin)]);

        // What carriers send of it stands in requests that hold a template before it anyway: a turn of their prompts
        // that others use as well, who would be all that it adds.
        bool IsPart(int[] requests)
        {
            var ofCarriers = requests.Where(request =>
                sent.GetValueOrDefault(population.Requests.Accounts.Codes[request]) >= repeatsMin).ToList();
            return ofCarriers.Count > 0 && ofCarriers.Count < requests.Length
                && ofCarriers.Count(templateOf.ContainsKey) >= PartShare * ofCarriers.Count;
        }
    }

    /// <summary>What is left without some requests; null where no account is left that sends it repeatedly.</summary>
    /// <param name="taken">Whether a request is left out.</param>
    /// <param name="population">All accounts.</param>
    /// <param name="repeatsMin">Requests from which an account is a carrier.</param>
    public Candidate? Without(Func<int, bool> taken, Population population, int repeatsMin)
    {
        int[] left = [.. Enumerable.Range(0, Requests.Length).Where(i => !taken(Requests[i]))];
        var members = left.CountBy(i => population.Requests.Accounts.Codes[Requests[i]])
            .OrderBy(pair => pair.Key).Select(pair => new Member(pair.Key, pair.Value)).ToArray();
        Member[] carriers = [.. members.Where(member => member.Requests >= repeatsMin)];
        return carriers.Length == 0 ? null : new Candidate(
            Templates, [.. left.Select(i => Requests[i])], [.. left.Select(i => TemplateOf[i])], members, carriers);
    }

    private static double Median(IEnumerable<double> values)
    {
        var ordered = values.Order().ToArray();
        return ordered[ordered.Length / 2];
    }

    /// <summary>Actors among the carriers.</summary>
    public int CarrierActors(Population population) =>
        Carriers.Select(carrier => population.Actors[carrier.Account]).Distinct().Count();
}
