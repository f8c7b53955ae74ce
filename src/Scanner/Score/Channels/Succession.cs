using Scanner.Ingest;

namespace Scanner.Score.Channels;

/// <summary>
/// Does the template return in fresh accounts after a ban? Null: carriers are banned as often as other accounts.
/// Counted are banned actors, and the carriers that first sent the template after the median ban.
/// </summary>
internal static class Succession
{
    public static Evidence Measure(Candidate candidate, Scene scene)
    {
        var population = scene.Population;
        var carriers = candidate.Carriers.DistinctBy(carrier => population.Actors[carrier.Account])
            .Select(carrier => carrier.Account).ToArray();
        var bans = carriers.Where(account => population.Banned[account] != RequestTable.NoTime)
            .Select(account => population.Banned[account]).Order().ToArray();
        if (bans.Length == 0)
        {
            return new Evidence("succession", 0, null, 0, "No account that carries the template was banned.");
        }

        var isCarrier = candidate.Carriers.Select(carrier => carrier.Account).ToHashSet();
        var others = Enumerable.Range(0, population.AccountCount).Where(account => !isCarrier.Contains(account));
        var (known, banned) = (0, 0);
        foreach (var account in others)
        {
            known++;
            banned += population.Banned[account] != RequestTable.NoTime ? 1 : 0;
        }

        var usual = (banned + 0.5) / (known + 1.0);
        var logP = Tails.LogUpper(bans.Length, usual * carriers.Length);
        var share = (double)bans.Length / carriers.Length;
        var fresh = After(candidate, scene, bans[bans.Length / 2]);
        var nats = logP > Math.Log(1e-3) || bans.Length < 3 ? 0
            : Weight.Of(share, (0.05, 0), (0.3, 1)) + Weight.Of((double)fresh / carriers.Length, (0.1, 0), (0.3, 1));
        return new Evidence("succession", share, Math.Exp(logP), nats,
            $"{bans.Length:N0} of {carriers.Length:N0} accounts were banned; {Share.Of(banned, known)} of the others "
            + $"were. After half of these bans {fresh:N0} accounts sent the template for the first time.")
        {
            Brief = $"{bans.Length:N0} of {carriers.Length:N0} were banned; then {fresh:N0} accounts began with it",
            Clearing = nats <= 0 ? null
                : $"the {fresh:N0} later accounts are the old owners’, let in again: look up appeals after "
                    + $"{DateTime.UnixEpoch.AddMicroseconds(bans[bans.Length / 2]):yyyy-MM-dd}",
        };
    }

    /// <summary>Carriers whose first request of the candidate is later than a time.</summary>
    private static int After(Candidate candidate, Scene scene, long time)
    {
        var requests = scene.Population.Requests;
        var first = new Dictionary<int, long>();
        foreach (var request in candidate.Requests)
        {
            if (requests.Times[request] is var at && at != RequestTable.NoTime)
            {
                var account = requests.Accounts.Codes[request];
                first[account] = Math.Min(at, first.GetValueOrDefault(account, long.MaxValue));
            }
        }

        return candidate.Carriers.Count(carrier => first.GetValueOrDefault(carrier.Account, long.MinValue) > time);
    }
}
