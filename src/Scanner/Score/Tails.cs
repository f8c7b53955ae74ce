namespace Scanner.Score;

/// <summary>
/// Tail probabilities as natural logarithms, so that none underflows, and the choice among many of them.
/// </summary>
public static class Tails
{
    /// <summary>
    /// Upper bound of ln P(X ≥ observed) for a sum of independent yes/no events with the given mean: Chernoff's bound,
    /// −(k ln(k/m) − k + m). Conservative: the true probability is smaller. 0 where observed ≤ mean.
    /// </summary>
    /// <param name="observed">Events seen, at least 0.</param>
    /// <param name="mean">Events expected, above 0.</param>
    public static double LogUpper(double observed, double mean)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(observed);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(mean);
        return observed <= mean ? 0 : -((observed * Math.Log(observed / mean)) - observed + mean);
    }

    /// <summary>
    /// Upper bound of ln P(X ≤ z) for a standard normal variable: −z²/2 − ln 2 below 0 (Chernoff), 0 above.
    /// </summary>
    public static double LogNormalBelow(double z) => z >= 0 ? 0 : (-z * z / 2) - Math.Log(2);

    /// <summary>P(X ≥ count) for a Poisson variable.</summary>
    public static double PoissonAtLeast(int count, double mean)
    {
        var (term, below) = (Math.Exp(-mean), 0.0);
        for (var k = 0; k < count; k++)
        {
            below += term;
            term *= mean / (k + 1);
        }

        return Math.Clamp(1 - below, 0, 1);
    }

    /// <summary>
    /// Which hypotheses are rejected with the false-discovery rate held (Benjamini, Hochberg: Controlling the False
    /// Discovery Rate, JRSS B 1995).
    /// </summary>
    /// <param name="logP">ln p of each hypothesis.</param>
    /// <param name="rate">Expected share of false ones among those rejected, in (0, 1].</param>
    public static bool[] Discoveries(IReadOnlyList<double> logP, double rate)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rate, 1);
        var order = Enumerable.Range(0, logP.Count).OrderBy(index => logP[index]).ThenBy(index => index).ToArray();
        var rejected = new bool[logP.Count];
        for (var rank = order.Length; rank > 0; rank--)
        {
            if (logP[order[rank - 1]] <= Math.Log(rate * rank / order.Length))
            {
                foreach (var index in order.AsSpan(0, rank))
                {
                    rejected[index] = true;
                }

                break;
            }
        }

        return rejected;
    }
}
