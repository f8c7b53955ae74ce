namespace Scanner.Score.Channels;

/// <summary>
/// Do unrelated accounts fire together, or take turns? Pairs of requests of different actors in the same minute,
/// against what the same requests would give if each fell on any minute of its hour: the null keeps the day's rhythm
/// and everybody's volume. More is bursts; fewer is a dealer that takes turns (round robin is more even than chance).
/// </summary>
internal static class Synchrony
{
    private const long Minute = 60_000_000;
    private const long Hour = 60 * Minute;
    private const double ExpectedMin = 10;
    private const int MinutesMin = 5;

    public static Evidence Measure(Candidate candidate, Scene scene)
    {
        var requests = scene.Population.Requests;
        var times = candidate.Requests.Where(request => requests.Times[request] != Ingest.RequestTable.NoTime)
            .Select(request => (Time: requests.Times[request],
                Actor: scene.Population.Actors[requests.Accounts.Codes[request]])).ToArray();
        var expected = Pairs(times, Hour) / 60.0;
        var observed = Pairs(times, Minute);
        if (expected < ExpectedMin)
        {
            return Few(times, observed, expected);
        }

        var (ratio, z) = (observed / expected, (observed - expected) / Math.Sqrt(expected));
        var nats = z > 4 ? Together(ratio)
            : z < -4 ? Weight.Of(ratio, (0.4, 2), (0.8, 0.5)) : 0;
        // Two requests of an hour share its minute with probability 1/60, every two independently of any other two: the
        // pairs' variance is their mean, nearly. Both more and fewer count, so both tails do.
        return new Evidence("synchrony", ratio, 2 * Tails.NormalBelow(-Math.Abs(z)), nats,
            z > 4
                ? $"Requests of different accounts fall in the same minute {ratio:0.0} times as often as chance within "
                    + "the hour gives."
            : z < -4 ? $"Different accounts take turns: {Seldom(observed)}, where chance gives {expected:N0} pairs."
            : "Accounts meet in the same minute about as often as chance gives.")
        {
            Brief = z > 4 ? $"they act in the same minute {ratio:0.0} times as often as chance gives"
                : z < -4 ? "they take turns: fewer act in the same minute than chance gives" : null,
            Clearing = z > 4 ? Schedule(times)
                : z < -4 ? $"one owner’s keys openly take turns: ask what deals {candidate.Name} out to them"
                : null,
        };
    }

    // Too few pairs cannot be seen among few. Too many can, where they are not the accident of a minute or two.
    private static Evidence Few((long Time, int Actor)[] times, double observed, double expected)
    {
        var logP = Tails.LogUpper(observed, Math.Max(expected, 1e-9));
        var minutes = times.GroupBy(item => item.Time / Minute).Count(items => Pairs([.. items], Minute) > 0);
        return minutes < MinutesMin || logP > Math.Log(1e-6)
            ? new Evidence("synchrony", 0, null, 0,
                "Too few requests in the same hours to tell whether accounts act together.")
            : new Evidence("synchrony", observed / expected, Math.Exp(logP), Together(observed / expected),
                $"{observed:N0} pairs of requests of different accounts fall in the same minute, in {minutes:N0} "
                + $"minutes; chance within the hour gives {expected:0.0} pairs.")
            {
                Brief = $"they act in the same minute in {minutes:N0} minutes, beyond chance",
                Clearing = Schedule(times),
            };
    }

    private static string Schedule((long Time, int Actor)[] times)
    {
        var busiest = times.CountBy(item => item.Time / Minute).OrderByDescending(pair => pair.Value)
            .ThenBy(pair => pair.Key).First().Key;
        return "they follow one schedule (a class, a nightly job, the end of an outage): look up what happened at "
            + $"{DateTime.UnixEpoch.AddMicroseconds(busiest * Minute):yyyy-MM-dd HH:mm} UTC, their busiest minute";
    }

    private static string Seldom(double pairs) => pairs switch
    {
        0 => "no two of their requests fall in the same minute",
        1 => "one pair of their requests falls in the same minute",
        _ => $"{pairs:N0} pairs of their requests fall in the same minute",
    };

    private static double Together(double ratio) => Weight.Of(ratio, (1.3, 0), (2, 1), (5, 2));

    /// <summary>Pairs of requests of different actors within the same bin of time.</summary>
    private static double Pairs((long Time, int Actor)[] times, long bin) => times.GroupBy(item => item.Time / bin)
        .Sum(items => Choose2(items.Count()) - items.CountBy(item => item.Actor).Sum(pair => Choose2(pair.Value)));

    private static double Choose2(double count) => count * (count - 1) / 2;
}
