namespace Scanner.Score;

/// <summary>
/// Tail probabilities as natural logarithms, so that none underflows, and the choice among many of them.
/// </summary>
public static class Tails
{
    /// <summary>
    /// ln P(X ≥ observed) for a Poisson variable: what the number of many independent, rare events is, and above its
    /// mean an upper bound for any sum of independent yes/no events (Hoeffding 1956).
    /// </summary>
    /// <param name="observed">Events seen, at least 0; a part of an event counts as none.</param>
    /// <param name="mean">Events expected, above 0.</param>
    public static double LogUpper(double observed, double mean)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(observed);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(mean);
        var count = (int)Math.Floor(observed + 1e-9);
        if (count == 0)
        {
            return 0;
        }

        if (count <= mean)
        {
            return Math.Log(PoissonAtLeast(count, mean));
        }

        // Terms fall from the first on: ln of it, and the sum of all relative to it.
        var (term, sum) = (1.0, 0.0);
        for (var k = count; term > 1e-17 * sum; k++)
        {
            sum += term;
            term *= mean / (k + 1);
        }

        return Math.Min(0, (count * Math.Log(mean)) - mean - LogFactorial(count) + Math.Log(sum));
    }

    /// <summary>ln n!, by Stirling's series from 20 on.</summary>
    private static double LogFactorial(int n)
    {
        if (n >= 20)
        {
            return ((n + 0.5) * Math.Log(n)) - n + (0.5 * Math.Log(2 * Math.PI)) + (1.0 / (12 * n))
                - (1.0 / (360.0 * n * n * n));
        }

        var product = 1.0;
        for (var k = 2; k <= n; k++)
        {
            product *= k;
        }

        return Math.Log(product);
    }

    /// <summary>
    /// P(X ≤ z) for a standard normal variable (Zelen, Severo: Abramowitz and Stegun 26.2.17, error below 1e-7).
    /// </summary>
    public static double NormalBelow(double z)
    {
        if (z > 0)
        {
            return 1 - NormalBelow(-z);
        }

        var t = 1 / (1 - (0.2316419 * z));
        var tail = t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978
            + (t * 1.330274429))))))));
        return Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) * tail;
    }

    /// <summary>
    /// Upper bound of ln P(X ≤ z) for a standard normal variable: −z²/2 − ln 2 below 0 (Chernoff), 0 above.
    /// </summary>
    public static double LogNormalBelow(double z) => z >= 0 ? 0 : (-z * z / 2) - Math.Log(2);

    /// <summary>P(X ≥ count) for a Poisson variable.</summary>
    public static double PoissonAtLeast(int count, double mean)
    {
        // Beyond, exp(−mean) is no longer a number; the normal law is as good.
        if (mean > 700)
        {
            return 1 - NormalBelow((count - 0.5 - mean) / Math.Sqrt(mean));
        }

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
