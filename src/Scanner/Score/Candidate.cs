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

    /// <summary>How sentences name it: by the id of its most frequent template, "template T12".</summary>
    public string Name => $"template {TemplateSet.Id(Templates[0])}";

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
        int[] ordered = [.. templates.Distinct().Order()];
        var templateOf = new SortedDictionary<int, int>();
        foreach (var template in ordered)
        {
            foreach (var request in set.RequestsOf.Of(template))
            {
                if (!population.Allowed[population.Requests.Accounts.Codes[request]])
                {
                    templateOf.TryAdd(request, template);
                }
            }
        }

        var members = templateOf.Keys.CountBy(request => population.Requests.Accounts.Codes[request])
            .OrderBy(pair => pair.Key).Select(pair => new Member(pair.Key, pair.Value)).ToArray();
        return new Candidate(ordered, [.. templateOf.Keys], [.. templateOf.Values], members,
            [.. members.Where(member => member.Requests >= repeatsMin)]);
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
