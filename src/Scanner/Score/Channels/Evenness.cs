namespace Scanner.Score.Channels;

/// <summary>
/// Do the carriers send about equally much? People's volumes are heavy-tailed; a work queue deals evenly. Measured as
/// the standard deviation of the logarithm of the counts, less what counting alone adds (1/n per account).
/// </summary>
internal static class Evenness
{
    public static Evidence Measure(Candidate candidate)
    {
        var logs = candidate.Carriers.Select(carrier => Math.Log(carrier.Requests)).ToArray();
        var mean = logs.Average();
        var variance = logs.Sum(log => (log - mean) * (log - mean)) / Math.Max(1, logs.Length - 1);
        var counting = candidate.Carriers.Average(carrier => 1.0 / carrier.Requests);
        var deviation = Math.Sqrt(Math.Max(0, variance - counting));
        // Two standard errors of a standard deviation from k accounts: few accounts say little.
        var reliability = Math.Min(1, logs.Length / 20.0);
        return new Evidence("evenness", deviation, null,
            reliability * Weight.Of(deviation, (0.15, 1.5), (0.5, 0.7), (0.7, -0.5), (1.0, -1.5)),
            $"The accounts' counts differ by a factor of {Math.Exp(deviation):0.0} (one standard deviation); "
            + "unrelated accounts differ by 2 to 3.");
    }
}
