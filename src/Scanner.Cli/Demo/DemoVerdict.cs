using System.Globalization;
using System.Text;
using System.Text.Json;
using Scanner.Runs;
using Scanner.Score;

namespace Scanner.Cli.Demo;

/// <summary>Compares what was planted with what was found.</summary>
internal static class DemoVerdict
{
    /// <summary>A planted campaign counts as found when this share of both account lists is the same.</summary>
    private const double FoundAt = 0.5;

    /// <summary>The campaigns that a run reports.</summary>
    public static IReadOnlyList<Campaign> Read(string runPath)
    {
        using var run = RunFolder.Open(runPath);
        byte[] json = File.ReadAllBytes(run.Artifact(Stage.Score, "campaigns.json"));
        return JsonSerializer.Deserialize<CampaignSet>(json, CampaignSet.Json)!.Campaigns;
    }

    /// <summary>A line per planted group, and one for what nobody planted.</summary>
    public static string Text(DemoLog log, IReadOnlyList<Campaign> found)
    {
        var text = new StringBuilder("What was planted, and what became of it:\n");
        foreach (var group in log.Groups.Where(group => group.Name != "everyday"))
            text.Append(Line(group, Best(group, found)));
        int unexplained = found.Count(campaign =>
            !log.Groups.Any(group => group.IsCampaign && Overlap(group, campaign) >= FoundAt));
        text.Append(CultureInfo.InvariantCulture, $"  campaigns reported that nobody planted: {unexplained}\n");
        return text.ToString();
    }

    /// <summary>Shared accounts among all accounts of the two: the Jaccard index.</summary>
    public static double Overlap(DemoGroup group, Campaign campaign)
    {
        var planted = group.Accounts.Select(account => account.Id).ToHashSet();
        int shared = campaign.Accounts.Count(account => planted.Contains(account.Id));
        return (double)shared / (planted.Count + campaign.Accounts.Count - shared);
    }

    private static (Campaign? Campaign, double Overlap) Best(DemoGroup group, IReadOnlyList<Campaign> found)
    {
        var best = found.MaxBy(campaign => Overlap(group, campaign));
        double overlap = best is null ? 0 : Overlap(group, best);
        return overlap >= FoundAt ? (best, overlap) : default;
    }

    private static string Line(DemoGroup group, (Campaign? Campaign, double Overlap) best)
    {
        string verdict = (group.IsCampaign, best.Campaign) switch
        {
            (true, { } campaign) => string.Create(CultureInfo.InvariantCulture,
                $"found as {campaign.Id} ({100 * best.Overlap:0} % of the accounts agree)"),
            (true, null) => "NOT FOUND",
            (false, { } campaign) => $"REPORTED as {campaign.Id}, though harmless",
            (false, null) => "left alone",
        };
        string kind = group.IsCampaign ? "campaign" : "harmless";
        return string.Create(CultureInfo.InvariantCulture,
            $"  {kind}  {group.Name,-11} {group.Accounts.Count,4} accounts {group.Requests.Count,5} requests  "
            + $"{verdict}: {group.What}\n");
    }
}
