using Scanner.Score;

namespace Scanner.Report.Reading;

/// <summary>Finds which campaigns share accounts, payment methods or address blocks.</summary>
internal static class Overlaps
{
    private const int OthersMax = 12;

    /// <summary>[campaigns] the others that it overlaps with, most shared accounts first.</summary>
    public static IReadOnlyList<IReadOnlyList<Overlap>> Of(
        IReadOnlyList<Campaign> campaigns, IReadOnlyList<CampaignDetail> details)
    {
        var accounts = Shared(campaigns, campaign => campaign.Accounts.Select(account => account.Id));
        // Of a value that is common outside, two campaigns say nothing by having it both.
        var values = Shared(details, detail => detail.Shared
            .Where(trait => trait.Name is SharedTrait.Payment or SharedTrait.AddressBlock)
            .SelectMany(trait => trait.Values.Where(value => value.Elsewhere <= value.Accounts)
                .Select(value => $"{trait.Name} {value.Value}")));
        return [.. campaigns.Select((_, i) => (IReadOnlyList<Overlap>)
            [.. accounts[i].Keys.Union(values[i].Keys)
                .Select(other => new Overlap(campaigns[other].Id, accounts[i].GetValueOrDefault(other)?.Count ?? 0,
                    values[i].GetValueOrDefault(other) ?? []))
                .OrderByDescending(overlap => overlap.Accounts).ThenByDescending(overlap => overlap.Values.Count)
                .ThenBy(overlap => overlap.Campaign, StringComparer.Ordinal).Take(OthersMax)])];
    }

    /// <summary>[sets] by each other set, what both hold.</summary>
    private static Dictionary<int, List<string>>[] Shared<T>(
        IReadOnlyList<T> sets, Func<T, IEnumerable<string>> membersOf)
    {
        var holders = sets.SelectMany((set, i) => membersOf(set).Distinct().Select(member => (member, i)))
            .ToLookup(item => item.member, item => item.i);
        var shared = sets.Select(_ => new Dictionary<int, List<string>>()).ToArray();
        foreach (var member in holders)
            foreach (var one in member)
                foreach (var other in member)
                {
                    if (one == other) continue;
                    if (!shared[one].TryGetValue(other, out var both)) shared[one][other] = both = [];
                    both.Add(member.Key);
                }
        return shared;
    }
}
