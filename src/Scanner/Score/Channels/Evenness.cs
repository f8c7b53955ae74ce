namespace Scanner.Score.Channels;

/// <summary>
/// Do the carriers send about equally much? People's volumes are heavy-tailed; a work queue deals evenly. Measured as
/// the spread of the logarithm of the counts, less what counting alone adds (1/n per account). The spread is the
/// median distance from the median, as a standard deviation (× 1.4826): strangers among the carriers do not blur it.
/// </summary>
internal static class Evenness
{
    // Below this factor what is left is rounding.
    private const double Equal = 1.05;

    public static Evidence Measure(Candidate candidate, Population population)
    {
        var logs = candidate.Carriers
            .GroupBy(carrier => population.Actors[carrier.Account], carrier => Math.Log(carrier.Requests))
            .Select(actor => actor.Average()).ToArray();
        var variance = Math.Pow(Spread(logs), 2);
        var counting = 1 / candidate.MedianRequests;
        var deviation = Math.Sqrt(Math.Max(0, variance - counting));
        // Two standard errors of a standard deviation from k accounts: few accounts say little.
        var reliability = Math.Min(1, logs.Length / 20.0);
        var nats = reliability * Weight.Of(deviation, (0.15, 1.5), (0.5, 0.7), (0.7, -0.5), (1.0, -1.5));
        var factor = Math.Exp(deviation);
        return new Evidence("evenness", deviation, null, nats, InWords(factor, nats))
        {
            Brief = nats < 0 ? "they sent unequal numbers of requests"
                : factor < Equal ? "they sent equal numbers of requests"
                : $"they sent about equal numbers of requests, within a factor of {factor:0.0} (others: 2 to 3)",
            Clearing = nats > 0 ? candidate.OpenBatch : null,
        };
    }

    // Two thirds lie within a standard deviation.
    private static string InWords(double factor, double nats)
    {
        var within = $"within a factor of {factor:0.0} of what the middle account sent";
        return nats < 0
            ? $"The accounts sent unequal numbers of requests, as unrelated accounts do: only two thirds lie {within}."
            : factor < Equal
                ? "The accounts sent equal numbers of requests, but for chance; among unrelated accounts one sends "
                    + "2 to 3 times as much as another."
            : $"The accounts sent about equal numbers of requests: two thirds lie {within}; among unrelated accounts "
                + "it is a factor of 2 to 3.";
    }

    private static double Spread(double[] values)
    {
        var median = Median(values);
        return 1.4826 * Median([.. values.Select(value => Math.Abs(value - median))]);
    }

    private static double Median(double[] values)
    {
        var ordered = values.Order().ToArray();
        return (ordered[(ordered.Length - 1) / 2] + ordered[ordered.Length / 2]) / 2;
    }
}
