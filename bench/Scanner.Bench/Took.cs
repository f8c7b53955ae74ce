using System.Diagnostics;

namespace Scanner.Bench;

/// <summary>Wall time, and the time that cores were busy, which others on the machine change less.</summary>
internal readonly record struct Took(double Seconds, double CoreSeconds)
{
    /// <summary>Times a piece of work.</summary>
    public static Took Of(Action work)
    {
        double busy = Machine.ProcessorSeconds();
        var clock = Stopwatch.StartNew();
        work();
        return new Took(clock.Elapsed.TotalSeconds, Machine.ProcessorSeconds() - busy);
    }

    /// <summary>The median of a measure.</summary>
    public static double Median(IEnumerable<Took> times, Func<Took, double> measure) =>
        Median(times.Select(measure));

    /// <summary>The median of the ratios of two that ran turn and turn about: what changed meanwhile is in both.
    /// </summary>
    public static double Ratio(IEnumerable<Took> left, IEnumerable<Took> right, Func<Took, double> measure) =>
        Median(left.Zip(right, (one, other) => measure(one) / measure(other)));

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
