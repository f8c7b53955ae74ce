namespace Scanner.Score;

/// <summary>Compares two samples of numbers.</summary>
public static class TwoSample
{
    /// <summary>
    /// The largest distance of the two empirical distributions, in [0, 1], and its p-value by Kolmogorov's asymptotic
    /// distribution with Stephens' correction for small samples (Press et al., Numerical Recipes, 14.3).
    /// </summary>
    /// <param name="left">At least one number.</param>
    /// <param name="right">At least one number.</param>
    public static (double Distance, double PValue) KolmogorovSmirnov(
        IReadOnlyCollection<double> left, IReadOnlyCollection<double> right)
    {
        var (a, b) = (left.Order().ToArray(), right.Order().ToArray());
        var (i, j, distance) = (0, 0, 0.0);
        while (i < a.Length && j < b.Length)
        {
            var at = Math.Min(a[i], b[j]);
            while (i < a.Length && a[i] == at)
            {
                i++;
            }

            while (j < b.Length && b[j] == at)
            {
                j++;
            }

            distance = Math.Max(distance, Math.Abs(((double)i / a.Length) - ((double)j / b.Length)));
        }

        var root = Math.Sqrt((double)a.Length * b.Length / (a.Length + b.Length));
        return (distance, Kolmogorov((root + 0.12 + (0.11 / root)) * distance));
    }

    /// <summary>
    /// Where the left numbers rank among the right ones, as a standard normal variable under the null that both come
    /// from one distribution (Mann, Whitney 1947): below 0 where they are smaller. Equal numbers count half.
    /// </summary>
    /// <param name="left">At least one number.</param>
    /// <param name="right">At least one number.</param>
    public static double RankZ(IReadOnlyCollection<double> left, IReadOnlyCollection<double> right)
    {
        var ordered = right.Order().ToArray();
        var above = left.Sum(value => 0.5 * (Below(ordered, value) + Below(ordered, Math.BitIncrement(value))));
        var (m, n) = ((double)left.Count, (double)right.Count);
        return (above - (m * n / 2)) / Math.Sqrt(m * n * (m + n + 1) / 12);
    }

    /// <summary>How many of ascending numbers are below a value.</summary>
    private static int Below(double[] ordered, double value)
    {
        var (low, high) = (0, ordered.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = ordered[middle] < value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>P(K ≥ x) of Kolmogorov's distribution: 2 Σ (−1)^(j−1) exp(−2 j² x²).</summary>
    private static double Kolmogorov(double x)
    {
        if (x < 0.2)
        {
            return 1;
        }

        var (sum, sign) = (0.0, 1.0);
        for (var j = 1; j <= 100; j++, sign = -sign)
        {
            var term = sign * Math.Exp(-2.0 * j * j * x * x);
            sum += term;
            if (Math.Abs(term) < 1e-12 * Math.Abs(sum))
            {
                break;
            }
        }

        return Math.Clamp(2 * sum, 0, 1);
    }
}
