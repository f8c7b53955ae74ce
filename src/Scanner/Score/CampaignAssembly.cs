using Scanner.Cluster;

namespace Scanner.Score;

/// <summary>A candidate with its evidence.</summary>
/// <param name="Candidate">Templates, requests, accounts.</param>
/// <param name="Evidence">What the channels say.</param>
/// <param name="LogP">ln p of its spread.</param>
/// <param name="Score">The channels together, in nats.</param>
public sealed record Judged(Candidate Candidate, IReadOnlyList<Evidence> Evidence, double LogP, double Score);

/// <summary>
/// Picks campaigns among judged candidates: the strongest first, and only those that are not a piece of one already
/// picked. Account sets may overlap: an account can serve several campaigns.
/// </summary>
public static class CampaignAssembly
{
    // A candidate most of whose requests belong to a stronger campaign is a piece of that campaign.
    private const double PieceShare = 0.5;

    /// <summary>The campaigns, the strongest first.</summary>
    /// <param name="judged">All candidates.</param>
    /// <param name="set">All templates.</param>
    /// <param name="scene">What channels measure against.</param>
    /// <param name="options">What is reported.</param>
    public static List<Judged> Assemble(
        IReadOnlyList<Judged> judged, TemplateSet set, Scene scene, ScoreOptions options)
    {
        var significant = Tails.Discoveries([.. judged.Select(candidate => candidate.LogP)], options.Fdr);
        var campaignOf = new Dictionary<int, int>();
        var templates = new List<List<int>>();
        foreach (var strong in judged
            .Where((candidate, index) => significant[index] && candidate.Score >= options.ReportMin)
            .OrderByDescending(candidate => candidate.Score).ThenBy(candidate => candidate.Candidate.Templates[0]))
        {
            var (campaign, share) = Overlap(strong.Candidate, campaignOf);
            if (share < PieceShare)
            {
                if (share > 0 && !StandsAlone(strong.Candidate, campaignOf, scene, options))
                {
                    continue;
                }

                campaign = templates.Count;
                templates.Add([]);
            }

            templates[campaign].AddRange(strong.Candidate.Templates);
            foreach (var request in strong.Candidate.Requests)
            {
                campaignOf.TryAdd(request, campaign);
            }
        }

        return [.. templates
            .Select(parts => Judge(Candidate.Of(parts, set, scene.Population, options.RepeatsMin), scene, options))
            .OrderByDescending(campaign => campaign.Score).ThenBy(campaign => campaign.Candidate.Templates[0])];
    }

    /// <summary>Measures a candidate with all channels.</summary>
    public static Judged Judge(Candidate candidate, Scene scene, ScoreOptions options)
    {
        var evidence = EvidenceChannels.Measure(candidate, scene, options);
        return new Judged(candidate, evidence, Channels.Spread.Test(candidate, scene, options.RepeatsMin).LogP,
            EvidenceChannels.Combine(evidence, options));
    }

    /// <summary>
    /// Whether a candidate is a campaign without the requests that stronger ones explain: a turn that their prompts
    /// have in common with those of others is none.
    /// </summary>
    private static bool StandsAlone(
        Candidate candidate, Dictionary<int, int> campaignOf, Scene scene, ScoreOptions options) =>
        candidate.Without(campaignOf.ContainsKey, scene.Population, options.RepeatsMin) is { } rest
            && rest.CarrierActors(scene.Population) >= options.ActorsMin
            && Judge(rest, scene, options).Score >= options.ReportMin;

    private static (int Campaign, double Share) Overlap(Candidate candidate, Dictionary<int, int> campaignOf)
    {
        var counts = candidate.Requests.Where(campaignOf.ContainsKey).CountBy(request => campaignOf[request])
            .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).FirstOrDefault();
        return (counts.Key, (double)counts.Value / candidate.Requests.Length);
    }
}
