using System.Text.Json.Nodes;

namespace Scanner.Bench.Detection;

/// <summary>The groups of accounts that a composed log was made of: planted campaigns and look-alikes.</summary>
internal sealed class GroupLabels
{
    private const double MostShare = 0.5;

    // What is most of no group's.
    private const string Ordinary = "ordinary";

    private readonly List<(string Family, bool IsCampaign, HashSet<string> Accounts)> _groups;

    private GroupLabels(List<(string Family, bool IsCampaign, HashSet<string> Accounts)> groups) => _groups = groups;

    /// <summary>The campaign families and the kinds of look-alikes of the log; "ordinary" is the last.</summary>
    public string[] Families => [.. _groups.Select(group => group.Family).Distinct(), Ordinary];

    /// <summary>Reads the labels of a composed log.</summary>
    public static GroupLabels Of(string folder)
    {
        var labels = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "labels", "campaigns.json")))!;
        return new GroupLabels([.. Part("campaigns"), .. Part("confounders")]);

        IEnumerable<(string, bool, HashSet<string>)> Part(string part) => labels[part]!.AsArray().Select(group =>
            (group!["family"]!.ToString(), part == "campaigns",
                group["accounts"]!.AsObject().Select(account => account.Key).ToHashSet()));
    }

    /// <summary>What most of some accounts are.</summary>
    public (string Family, bool IsCampaign) LabelOf(IReadOnlyCollection<string> accounts)
    {
        var best = _groups.MaxBy(group => accounts.Count(group.Accounts.Contains));
        return best.Accounts is not null && accounts.Count(best.Accounts.Contains) >= MostShare * accounts.Count
            ? (best.Family, best.IsCampaign) : (Ordinary, false);
    }
}
