using Scanner.Ingest;

namespace Scanner.Score.Channels;

/// <summary>
/// Do the carriers sleep? People's requests gather in some hours of their day; a queue runs around the clock. Measured
/// account by account, so that time zones do not blur it: the squared length of the mean of the hours as points on a
/// circle, less what counting alone adds, 0 for a flat day and 1 for a single hour (Mardia, Jupp: Directional
/// Statistics, 2000). Null: the carriers rank among other accounts as any would (Mann-Whitney).
/// </summary>
internal static class Rhythm
{
    private const long Day = 86_400_000_000;
    private const int RequestsMin = 8;
    private const int AccountsMin = 5;

    public static Evidence Measure(Candidate candidate, Scene scene)
    {
        var carriers = candidate.Carriers.Select(carrier => carrier.Account).ToHashSet();
        // Bots of one organisation are one actor.
        var own = Gathering(candidate.Requests, scene.Population.Requests).Where(pair => carriers.Contains(pair.Key))
            .GroupBy(pair => scene.Population.Actors[pair.Key], pair => pair.Value)
            .Select(accounts => accounts.Average()).ToArray();
        var others = scene.Gathering.Where(pair => !carriers.Contains(pair.Key)).Select(pair => pair.Value).ToArray();
        if (own.Length < AccountsMin || others.Length < AccountsMin)
        {
            return new Evidence("rhythm", 0, null, 0, "Too few requests, or no times, to tell a rhythm.");
        }

        var (mean, usual) = (own.Average(), others.Average());
        var z = TwoSample.RankZ(own, others);
        var relative = usual > 0.01 ? Math.Max(0, mean) / usual : 1;
        var nats = z > -3 ? Weight.Of(relative, (0.7, 0), (1, -0.2)) : Weight.Of(relative, (0.1, 2), (0.6, 0));
        return new Evidence("rhythm", relative, Tails.NormalBelow(z), nats, z > -3
            ? "The accounts gather their requests in some hours of the day, as others do."
            : relative < 0.005
                ? "Unlike people, the accounts keep no hours: their requests gather at no time of the day, unlike "
                    + "those of other accounts."
            : $"Unlike people, the accounts keep no hours: their requests gather in some hours of the day only "
                + $"{relative:P0} as strongly as those of other accounts.")
        {
            Brief = z > -3 ? "they keep hours, as others do" : "they send by day and night, unlike people",
            Clearing = nats <= 0 ? null
                : "they belong to a service that works around the clock: ask the owners whom it serves",
        };
    }

    /// <summary>
    /// Of every account with enough requests among these how strongly they gather in hours of its day.
    /// </summary>
    public static Dictionary<int, double> Gathering(IEnumerable<int> requests, RequestTable table)
    {
        var sums = new Dictionary<int, (double X, double Y, int Count)>();
        foreach (var request in requests)
        {
            if (table.Times[request] == RequestTable.NoTime)
            {
                continue;
            }

            var (sin, cos) = Math.SinCos(2 * Math.PI * (table.Times[request] % Day) / Day);
            var (x, y, count) = sums.GetValueOrDefault(table.Accounts.Codes[request]);
            sums[table.Accounts.Codes[request]] = (x + cos, y + sin, count + 1);
        }

        // |Σ|² has mean n + n (n − 1) ρ²: taking n away leaves an estimate of ρ² without bias.
        return sums.Where(pair => pair.Value.Count >= RequestsMin).ToDictionary(pair => pair.Key, pair =>
        {
            var (x, y, count) = pair.Value;
            return ((x * x) + (y * y) - count) / (count * (count - 1.0));
        });
    }
}
