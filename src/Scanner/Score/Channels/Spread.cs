namespace Scanner.Score.Channels;

/// <summary>
/// Do more unrelated actors repeat the template than its popularity and their volumes explain? Null: the candidate's
/// requests fall on accounts in proportion to their volumes, which keeps the text's popularity and everybody's volume
/// (a bipartite configuration model in its Poisson limit; Newman, Networks, 2010). An account repeats the template when
/// it sent it <see cref="ScoreOptions.RepeatsMin"/> times or more and more often than chance would give it in one of a
/// thousand logs.
/// </summary>
internal static class Spread
{
    private const double RepeatsByChance = 1e-3;

    // What is more than a fifth of a log is not made ordinary by that: were its own share its popularity, a campaign
    // that is all of a log's traffic would be what everybody sends.
    private const double PopularityMax = 0.2;

    /// <summary>Unrelated actors that repeat the candidate, and ln p of so many.</summary>
    public static (int Actors, double LogP) Test(Candidate candidate, Scene scene, int repeatsMin)
    {
        var population = scene.Population;
        var share = Math.Min(PopularityMax, (double)candidate.Requests.Length / population.Requests.Count);
        var expected = 0.0;
        var critical = new Dictionary<int, int>();
        foreach (var (volume, accounts) in population.AccountsByVolume)
        {
            var (count, chance) = Critical(share * volume, repeatsMin);
            critical[volume] = count;
            expected += accounts * chance;
        }

        var actors = candidate.Carriers
            .Where(carrier => carrier.Requests >= critical[population.Volumes[carrier.Account]])
            .Select(carrier => population.Actors[carrier.Account]).Distinct().Count();
        return (actors, Tails.LogUpper(actors, Math.Max(expected, 1e-9)));
    }

    public static Evidence Measure(Candidate candidate, Scene scene, int repeatsMin)
    {
        var (actors, logP) = Test(candidate, scene, repeatsMin);
        var nats = Weight.Of(Math.Log(Math.Max(1, actors)), (1.6, -1), (2.5, 0), (3.7, 1.2));
        return new Evidence("spread", actors, Math.Exp(logP), nats,
            $"{(nats < 0 ? "Only " : "")}{actors:N0} of the log's {scene.Population.ActorCount:N0} accounts, those of "
            + $"one organisation counted once, repeat the template: each sent it {repeatsMin} times or more, and more "
            + "often than its popularity explains.")
        {
            Brief = nats < 0
                ? $"only {actors:N0} accounts repeat it"
                : $"{actors:N0} accounts, no two of one organisation, repeat the same wording",
            Clearing = nats <= 0 ? null
                : $"{candidate.Name} is public (a benchmark, an agent, a course): search for it",
        };
    }

    /// <summary>The least count that chance reaches in at most one of a thousand logs, and how often it does.</summary>
    private static (int Count, double Chance) Critical(double mean, int repeatsMin)
    {
        var count = repeatsMin;
        var chance = Tails.PoissonAtLeast(count, mean);
        while (chance > RepeatsByChance)
        {
            chance = Tails.PoissonAtLeast(++count, mean);
        }

        return (count, chance);
    }
}
