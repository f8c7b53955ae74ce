namespace Scanner.Score.Channels;

/// <summary>
/// Did the carriers move to a newly released model together? Null: as many carriers as other accounts send it anything
/// in the days after the release. A rush that everybody joins is no evidence: the others rush as well.
/// </summary>
internal static class Pivot
{
    private const long Hour = 3_600_000_000;
    private const long Settled = 12 * Hour;
    private const long Window = 72 * Hour;
    private const int RequestsMin = 3;
    private const int CarriersMin = 5;

    public static Evidence Measure(Candidate candidate, Scene scene)
    {
        if (scene.Release is not { } release)
        {
            return Nothing("No model was released within the log.");
        }

        var population = scene.Population;
        var all = Uses(Enumerable.Range(0, population.Requests.Count), release, population);
        var own = Uses(candidate.Requests, release, population);
        var carriers = candidate.Carriers.Select(carrier => carrier.Account).ToHashSet();
        var (active, moved) = Count(own.Where(pair => carriers.Contains(pair.Key)));
        var (others, othersMoved) = Count(all.Where(pair => !carriers.Contains(pair.Key)));
        if (active < CarriersMin || others < CarriersMin)
        {
            return Nothing($"Too few accounts were active after the release of {release.Model} to compare them.");
        }

        var (share, usual) = ((double)moved / active, (othersMoved + 0.5) / (others + 1.0));
        var logP = Tails.LogUpper(moved, usual * active);
        var nats = logP > Math.Log(1e-3) ? 0 : Weight.Of(share - usual, (0.1, 0), (0.4, 1), (0.7, 1.8));
        return new Evidence("pivot", share, Math.Exp(logP), nats,
            $"{moved:N0} of {active:N0} active accounts sent the template to {release.Model} within {Window / Hour} "
            + $"hours of its release; {Share.Of(othersMoved, others)} of the other active accounts sent anything to "
            + "it.")
        {
            Brief = $"{moved:N0} of {active:N0} turned to {release.Model} within {Window / Hour} hours; "
                + $"{Share.Of(othersMoved, others)} of others did",
            Clearing = nats <= 0 ? null
                : $"an old model was retired, or a client switched to {release.Model} by itself: look up its notes of "
                    + $"{DateTime.UnixEpoch.AddMicroseconds(release.Time):yyyy-MM-dd}",
        };
    }

    private static Evidence Nothing(string why) => new("pivot", 0, null, 0, why);

    private static Dictionary<int, (int All, int New)> Uses(
        IEnumerable<int> requests, ReleasedModel release, Population population)
    {
        var uses = new Dictionary<int, (int All, int New)>();
        var table = population.Requests;
        var models = table.Coded["model"].Codes;
        foreach (var request in requests)
        {
            var after = table.Times[request] - release.Time;
            if (after is >= Settled and < Window)
            {
                var (count, moved) = uses.GetValueOrDefault(table.Accounts.Codes[request]);
                uses[table.Accounts.Codes[request]] =
                    (count + 1, moved + (models[request] == release.Code ? 1 : 0));
            }
        }

        return uses;
    }

    private static (int Active, int Moved) Count(IEnumerable<KeyValuePair<int, (int All, int New)>> uses)
    {
        var active = uses.Where(pair => pair.Value.All >= RequestsMin).ToArray();
        return (active.Length, active.Count(pair => pair.Value.New > 0));
    }
}
