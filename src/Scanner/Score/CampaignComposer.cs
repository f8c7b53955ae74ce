using System.Globalization;
using Scanner.Cluster;
using Scanner.Ingest;
using Scanner.Score.Capabilities;
using Scanner.Score.Shift;

namespace Scanner.Score;

/// <summary>Puts judged candidates into the words and numbers of campaigns.json.</summary>
internal sealed class CampaignComposer(
    Scene scene, IReadOnlyList<TemplateRow> templates, LocatedShift shift, ScoreOptions options)
{
    private const int TemplatesMax = 50;
    private const int ConsideredMax = 50;

    // One hit in a campaign whose accounts send dozens is chance or a shared phrase; a tenth of the usual is not, nor
    // is half the usual share of an account that sends little. Where the usual is a few, one is half of it.
    private const double UsualRequests = 0.1;
    private const double UsualShare = 0.5;
    private const double Few = 5;

    /// <summary>The report of the picked campaigns and of the candidates that were cleared.</summary>
    public CampaignSet Compose(List<Judged> campaigns, IReadOnlyList<Judged> judged)
    {
        var picked = campaigns.SelectMany(campaign => campaign.Candidate.Templates).ToHashSet();
        var times = scene.Population.Requests.Times;
        Campaign[] reported = [.. campaigns.Select(Campaign)];
        return new CampaignSet
        {
            Scanned = new ScannedTotals(scene.Population.Requests.Count, scene.Population.AccountCount,
                scene.Population.ActorCount, judged.Count,
                Time(times, Enumerable.Min), Time(times, Enumerable.Max)),
            Fdr = options.Fdr,
            Shift = shift.Traffic,
            Campaigns = Linked(reported, campaigns),
            Considered = [.. judged.Where(candidate => !picked.Contains(candidate.Candidate.Templates[0]))
                .OrderByDescending(candidate => candidate.Score).ThenBy(candidate => candidate.Candidate.Templates[0])
                .Take(ConsideredMax).Select(candidate => Considered(candidate, reported))],
        };
    }

    private Campaign[] Linked(Campaign[] reported, List<Judged> judged)
    {
        var ids = scene.Population.Requests.Accounts.Values;
        var codeOf = Enumerable.Range(0, ids.Length).ToDictionary(code => ids[code]);
        var links = new CampaignLinks(scene,
        [
            .. reported.Zip(judged, (campaign, from) => (campaign.Id,
                campaign.Accounts.Select(account => codeOf[account.Id]).ToArray(), from.Candidate.Requests)),
        ]).Find();
        return [.. reported.Zip(links, (campaign, linked) => campaign with
        {
            Linked = linked,
            ShiftShare = shift.Traffic is null ? null
                : Round(campaign.Accounts.Sum(account => shift.ShareOf[codeOf[account.Id]])),
        })];
    }

    private Campaign Campaign(Judged judged, int index)
    {
        var candidate = judged.Candidate;
        var accounts = Accounts(candidate);
        var times = candidate.Requests.Select(request => scene.Population.Requests.Times[request]).ToArray();
        var confidence = ConfidenceLevel.Of(judged.Score, judged.Evidence);
        var labels = CapabilityLabels.Of([.. candidate.Templates.Take(TemplatesMax).Select(index => templates[index])],
            candidate.Requests.Length, candidate.Requests.Count(HasTools));
        return new Campaign($"C{index + 1:00}", Round(judged.Score), confidence, candidate.Requests.Length, accounts,
            [.. candidate.Templates.Take(TemplatesMax).Select(Template)],
            [.. labels.Select(label => label.Name)],
            [.. judged.Evidence.Where(e => e.LogLikelihoodRatio > 0).OrderByDescending(e => e.LogLikelihoodRatio)
                .Select(Rounded)],
            [.. judged.Evidence.Where(e => e.LogLikelihoodRatio < 0).OrderBy(e => e.LogLikelihoodRatio)
                .Select(Rounded)],
            Time(times, Enumerable.Min), Time(times, Enumerable.Max))
        {
            CapabilityLabels = labels,
        };
    }

    private bool HasTools(int request) => scene.Population.Requests.Coded["tools"].Codes[request] >= 0;

    private List<CampaignAccount> Accounts(Candidate candidate)
    {
        var requests = scene.Population.Requests;
        var least = UsualRequests * candidate.MedianRequests;
        var leastShare = UsualShare * candidate.MedianShare(scene.Population);
        var timesOf = candidate.Requests.ToLookup(
            request => requests.Accounts.Codes[request], request => requests.Times[request]);
        return [.. candidate.Members
            .Where(member => member.Requests >= 2
                ? member.Requests >= least || member.ShareOfTraffic(scene.Population) >= leastShare
                : candidate.MedianRequests <= Few && member.ShareOfTraffic(scene.Population) >= leastShare)
            .Select(member => new CampaignAccount(
                requests.Accounts.Values[member.Account], member.Requests, scene.Population.Volumes[member.Account],
                Time(timesOf[member.Account], Enumerable.Min), Time(timesOf[member.Account], Enumerable.Max)))
            .OrderByDescending(account => account.Requests).ThenBy(account => account.Id, StringComparer.Ordinal)];
    }

    private CampaignTemplate Template(int template)
    {
        var row = templates[template];
        return new CampaignTemplate(TemplateSet.Id(template), SegmentKinds.Name(row.Kinds), row.Skeleton.Text,
            row.Skeleton.Slots, row.Requests, row.Accounts)
        {
            KnownAs = PublicHarnesses.ProjectOf(row.Skeleton.Text),
        };
    }

    private ConsideredTemplate Considered(Judged judged, Campaign[] reported)
    {
        var template = judged.Candidate.Templates[0];
        var against = judged.Evidence.Where(evidence => evidence.LogLikelihoodRatio < -0.2)
            .OrderBy(evidence => evidence.LogLikelihoodRatio).Take(3).Select(evidence => evidence.Text).ToArray();
        var alike = LookAlike.Of(judged, scene, reported);
        return new ConsideredTemplate(TemplateSet.Id(template), templates[template].Skeleton.Text,
            judged.Candidate.Members.Length, judged.Candidate.Requests.Length, Round(judged.Score),
            against.Length > 0 ? string.Join(" ", against) : "Nothing speaks clearly for a campaign.")
        {
            Explanation = alike.Explanation,
            Brief = alike.Brief,
            KnownAs = PublicHarnesses.ProjectOf(templates[template].Skeleton.Text),
        };
    }

    private static Evidence Rounded(Evidence evidence) => evidence with
    {
        Value = Round(evidence.Value),
        PValue = evidence.PValue is { } p
            ? double.Parse(p.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
            : null,
        LogLikelihoodRatio = Round(evidence.LogLikelihoodRatio),
    };

    private static double Round(double value) => Math.Round(value, 3);

    private static string? Time(IEnumerable<long> times, Func<IEnumerable<long>, long> pick)
    {
        var known = times.Where(time => time != RequestTable.NoTime).ToArray();
        return known.Length == 0 ? null : DateTime.UnixEpoch.AddMicroseconds(pick(known))
            .ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
    }
}
