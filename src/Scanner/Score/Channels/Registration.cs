using Scanner.Ingest;

namespace Scanner.Score.Channels;

/// <summary>
/// Were the carriers registered in another time than other accounts: all lately, or all within a few weeks? Null: their
/// sign-up times come from the same distribution as everybody's (two-sample Kolmogorov-Smirnov). One organisation
/// counts once. Courses and events sign up together as well, so it never speaks loudly.
/// </summary>
internal static class Registration
{
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
        var (early, late) = (Day(times.Order().ElementAt(times.Length / 10)),
            Day(times.Order().ElementAt(times.Length - 1 - (times.Length / 10))));
        return new Evidence("registration", distance, p, nats, nats < 0
            ? "The accounts signed up when other accounts did."
            : $"Four of five accounts signed up from {early} to {late}; their sign-up times differ from those of "
                + $"other accounts by {distance:0.00} (Kolmogorov-Smirnov).");
    }

    private static string Day(double micros) => DateTime.UnixEpoch.AddMicroseconds(micros)
        .ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
