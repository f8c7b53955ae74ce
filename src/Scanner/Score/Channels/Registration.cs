using Scanner.Ingest;

namespace Scanner.Score.Channels;

/// <summary>
/// Were the carriers registered in another time than other accounts: all lately, or all within a few weeks? Null: their
/// sign-up times come from the same distribution as everybody's (two-sample Kolmogorov-Smirnov). One organisation
/// counts once. Courses and events sign up together as well, so it never speaks loudly.
/// </summary>
internal static class Registration
{
    private const double Day = 86_400_000_000;
    private const int CarriersMin = 5;
    private const int OthersMin = 20;

    public static Evidence Measure(Candidate candidate, Scene scene)
    {
        var population = scene.Population;
        var carriers = candidate.Carriers.Select(carrier => carrier.Account).ToHashSet();
        var times = carriers.Where(account => population.Created[account] != RequestTable.NoTime)
            .DistinctBy(account => population.Actors[account])
            .Select(account => (double)population.Created[account]).ToArray();
        var others = Enumerable.Range(0, population.AccountCount)
            .Where(account => population.Created[account] != RequestTable.NoTime && !carriers.Contains(account))
            .Select(account => (double)population.Created[account]).ToArray();
        if (times.Length < CarriersMin || others.Length < OthersMin)
        {
            return new Evidence("registration", 0, null, 0, "Too few sign-up times are known to compare them.");
        }

        var (distance, p) = TwoSample.KolmogorovSmirnov(times, others);
        // Small samples lie apart by chance: π²/12 is the mean square of Kolmogorov's distribution.
        var beyond = Math.Sqrt(Math.Max(0, (distance * distance)
            - (Math.PI * Math.PI / 12 * ((1.0 / times.Length) + (1.0 / others.Length)))));
        var nats = Weight.Of(beyond, (0.1, -0.3), (0.2, 0), (0.4, 0.7), (0.7, 1.1));
        return nats < 0
            ? new Evidence("registration", distance, p, nats, "The accounts signed up when other accounts did.")
            {
                Brief = "they signed up when others did",
            }
            : InWords(new Evidence("registration", distance, p, nats, ""), [.. times.Order()], others);
    }

    private static Evidence InWords(Evidence evidence, double[] times, double[] others)
    {
        var outside = times.Length / 10;
        var (first, last) = (Math.Floor(times[outside] / Day), Math.Floor(times[^(outside + 1)] / Day));
        var (own, alike) = (times.Count(Lies), Share.Of(others.Count(Lies), others.Length));
        var (from, to) = (DateTime.UnixEpoch.AddDays(first), DateTime.UnixEpoch.AddDays(last));
        var span = from == to ? $"on {from:yyyy-MM-dd}" : $"from {from:yyyy-MM-dd} to {to:yyyy-MM-dd}";
        return evidence with
        {
            Text = $"{own:N0} of {times.Length:N0} accounts signed up {span}; {alike} of the others signed up in this "
                + "time.",
            Brief = $"{own:N0} of {times.Length:N0} accounts signed up {span}; {alike} of others did",
            Clearing = evidence.LogLikelihoodRatio <= 0 ? null
                : $"an event made {own:N0} of them sign up {span}: look for a course, offer or rollout",
        };

        bool Lies(double time) => time >= first * Day && time < (last + 1) * Day;
    }
}
