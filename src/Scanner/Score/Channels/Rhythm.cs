namespace Scanner.Score.Channels;

/// <summary>
/// Does the traffic sleep? People's requests follow the day; a queue runs around the clock. Measured as the distance of
/// the hours of the day from a flat profile (Kullback-Leibler, less what counting alone adds), relative to all
/// traffic's.
/// </summary>
internal static class Rhythm
{
    public static Evidence Measure(Candidate candidate, Scene scene)
    {
        var times = candidate.Requests.Select(request => scene.Population.Requests.Times[request])
            .Where(time => time != Ingest.RequestTable.NoTime).ToArray();
        var usual = scene.HourShares.Length == 24 ? Distance(scene.HourShares) : 0;
        // Below 150 requests the hours of a flat profile scatter as much as people's.
        if (times.Length < 150 || usual < 0.01)
        {
            return new Evidence("rhythm", 0, null, 0, "Too few requests, or no times, to tell a rhythm.");
        }

        var shares = HourShares(times);
        var relative = Math.Max(0, Distance(shares) - (23.0 / (2 * times.Length))) / usual;
        // G-test: 2 n KL is chi-squared with 23 degrees of freedom under a flat profile; Wilson-Hilferty to a z.
        const double Spread = 2.0 / (9 * 23);
        var z = (Math.Cbrt(2 * times.Length * Distance(shares) / 23) - (1 - Spread)) / Math.Sqrt(Spread);
        var nats = z < 3
            ? Weight.Of(times.Length * usual, (20, 0), (100, 1.5))
            : Weight.Of(relative, (0.15, 1), (0.5, -0.2), (1, -0.5));
        return new Evidence("rhythm", relative, null, nats, z < 3
            ? "Requests come around the clock, as many at night as by day."
            : $"The daily rhythm is {relative:0.0} times as strong as that of all traffic.");
    }

    /// <summary>[24] share of the times in each hour of the day.</summary>
    public static double[] HourShares(IReadOnlyCollection<long> times)
    {
        var counts = new double[24];
        foreach (var time in times)
        {
            counts[(int)(((time / 3_600_000_000) % 24 + 24) % 24)]++;
        }

        return times.Count == 0 ? [] : [.. counts.Select(count => count / times.Count)];
    }

    private static double Distance(double[] shares) =>
        shares.Sum(share => share > 0 ? share * Math.Log(share * shares.Length) : 0);
}
