using System.Globalization;

namespace Scanner.Score;

/// <summary>A tie of one campaign to another: perhaps one operator, one pool of accounts, one buyer.</summary>
/// <param name="Campaign">The other campaign.</param>
/// <param name="By">actors, payment, address block, mail domain or replay.</param>
/// <param name="PValue">Probability of at least so much in common by chance, over all pairs that were compared.</param>
/// <param name="Text">One sentence a person can check.</param>
public sealed record CampaignLink(string Campaign, string By, double PValue, string Text);

/// <summary>
/// Links campaigns that have more in common than chance gives, and leaves them apart: whoever serves two buyers from
/// one pool runs two campaigns. Nulls: an actor is in another campaign in proportion to its volume (as for spread);
/// accounts share a payment instrument, an address block or a mail domain as often as those outside both do; responses
/// that come back were given to actors in proportion to their volume.
/// </summary>
/// <param name="scene">What is compared.</param>
/// <param name="campaigns">Campaigns by id, their accounts and their requests, by index.</param>
internal sealed class CampaignLinks(Scene scene, IReadOnlyList<(string Id, int[] Accounts, int[] Requests)> campaigns)
{
    private const double PValueMax = 1e-3;
    private const int LeastInCommon = 3;

    // A client or a sign-up week is common to too many to tie two campaigns together.
    private static readonly string[] TyingTraits = ["payment", "address block", "mail domain"];

    private readonly Population _population = scene.Population;
    private readonly HashSet<int>[] _actors =
    [
        .. campaigns.Select(campaign =>
            campaign.Accounts.Select(account => scene.Population.Actors[account]).ToHashSet()),
    ];
    private readonly double[] _volumeOf = Volumes(scene.Population);

    /// <summary>[campaigns] the links of each, the least probable first.</summary>
    public IReadOnlyList<CampaignLink>[] Find() =>
    [
        .. Enumerable.Range(0, campaigns.Count).Select(one => (IReadOnlyList<CampaignLink>)
        [
            .. Enumerable.Range(0, campaigns.Count).Where(other => other != one)
                .SelectMany(other => Between(one, other)).OrderBy(link => link.PValue)
                .ThenBy(link => link.Campaign, StringComparer.Ordinal).ThenBy(link => link.By, StringComparer.Ordinal),
        ]),
    ];

    private IEnumerable<CampaignLink> Between(int one, int other)
    {
        List<CampaignLink?> links = [SharedActors(one, other), BroughtBack(one, other), BroughtBackFrom(one, other)];
        links.AddRange(_population.Traits.Where(trait => TyingTraits.Contains(trait.Name))
            .Select(trait => SharedTrait(one, other, trait)));
        return links.OfType<CampaignLink>();
    }

    private CampaignLink? SharedActors(int one, int other)
    {
        var (left, right) = (_actors[one], _actors[other]);
        var both = left.Intersect(right).Count();
        var expected = left.Sum(actor => 1 - Math.Exp(-right.Count * Math.Max(1.0 / _population.ActorCount,
            _volumeOf[actor] / _population.Requests.Count)));
        return Link(other, "actors", both, LogUpper(both, expected), string.Create(CultureInfo.InvariantCulture,
            $"{both:N0} of {left.Count:N0} accounts, those of one organisation counted once, are in both campaigns; by "
            + $"chance {expected:N1} would be."));
    }

    private CampaignLink? SharedTrait(int one, int other, Trait trait)
    {
        var (here, there) = (Holders(one, other, trait), Holders(other, one, trait));
        // The weaker direction decides: a value that one account has over there may be chance.
        return Link(other, trait.Name, Math.Min(here.Count, there.Count), Math.Max(here.LogP, there.LogP),
            $"{here.Count:N0} accounts of this campaign alone have {trait.Shared} as {there.Count:N0} of the other one "
            + $"alone; {here.Others} of the accounts in neither do.");
    }

    /// <summary>Actors of one campaign alone that have a value which actors of another one alone have.</summary>
    private (int Count, double LogP, string Others) Holders(int one, int other, Trait trait)
    {
        var values = Alone(other, one, trait).Select(account => trait.Codes[account]).ToHashSet();
        var alone = Alone(one, other, trait).GroupBy(account => _population.Actors[account]).ToArray();
        var (known, holders) = (0, 0);
        for (var account = 0; account < _population.AccountCount; account++)
        {
            var actor = _population.Actors[account];
            if (trait.Codes[account] >= 0 && !_actors[one].Contains(actor) && !_actors[other].Contains(actor))
            {
                known++;
                holders += values.Contains(trait.Codes[account]) ? 1 : 0;
            }
        }

        var usual = (holders + 0.5) / (known + 1.0);
        var count = alone.Count(actor => actor.Any(account => values.Contains(trait.Codes[account])));
        return (count, LogUpper(count, usual * alone.Length), Share.Of(holders, known));
    }

    /// <summary>Accounts of one campaign with a known value whose actors are not in another one.</summary>
    private IEnumerable<int> Alone(int one, int other, Trait trait) => campaigns[one].Accounts.Where(account =>
        trait.Codes[account] >= 0 && !_actors[other].Contains(_population.Actors[account]));

    /// <summary>The same as the other campaign tells it.</summary>
    private CampaignLink? BroughtBackFrom(int one, int other) => BroughtBack(other, one) is { } link
        ? new CampaignLink(campaigns[other].Id, link.By, link.PValue,
            $"What the model answered to accounts of this campaign comes back in prompts of {campaigns[other].Id}.")
        : null;

    private CampaignLink? BroughtBack(int one, int other)
    {
        var accounts = _population.Requests.Accounts.Codes;
        var sources = campaigns[one].Requests.Select(scene.Replays.SourceOf).Where(source => source >= 0)
            .Select(source => _population.Actors[accounts[source]]).ToHashSet();
        var from = sources.Count(_actors[other].Contains);
        var share = _actors[other].Sum(actor => _volumeOf[actor]) / _population.Requests.Count;
        return Link(other, "replay", from, LogUpper(from, share * sources.Count),
            $"{from:N0} of the {sources.Count:N0} accounts whose responses come back in prompts of this campaign are "
            + $"in the other one, which sends {Share.Of(share)} of the requests.");
    }

    private CampaignLink? Link(int other, string by, int inCommon, double logP, string text)
    {
        // What is found among many pairs has to be less probable (Bonferroni).
        var compared = (double)campaigns.Count * (campaigns.Count - 1) * (TyingTraits.Length + 2);
        var p = Math.Exp(Math.Min(0, logP + Math.Log(compared)));
        return inCommon < LeastInCommon || p > PValueMax ? null : new CampaignLink(campaigns[other].Id, by,
            double.Parse(p.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), text);
    }

    private static double LogUpper(int count, double expected) => Tails.LogUpper(count, Math.Max(expected, 1e-9));

    private static double[] Volumes(Population population)
    {
        var volumes = new double[population.ActorCount];
        for (var account = 0; account < population.AccountCount; account++)
        {
            volumes[population.Actors[account]] += population.Volumes[account];
        }

        return volumes;
    }
}
