using System.Globalization;
using Scanner.Runs;

namespace Scanner.Cli.Terminal;

/// <summary>Tells how fast something goes and how long it still takes.</summary>
internal static class Pace
{
    /// <summary>"embed: batches 1,200 of 3,100 texts (38 %), 520 texts/s, 4 s left", as far as it is known.</summary>
    /// <param name="progress">What the stage told last.</param>
    /// <param name="doneBefore">Units that were done when the clock began.</param>
    /// <param name="elapsed">Since the clock began.</param>
    public static string Line(StageProgress progress, long doneBefore, TimeSpan elapsed)
    {
        string line = $"{progress.Stage.Verb()}: {progress.Doing}";
        if (progress.Done <= 0)
            return line;
        line = $"{line} {Amount(progress.Done, progress.Unit)}";
        if (progress.Total > 0)
            line = string.Create(CultureInfo.InvariantCulture,
                $"{line} of {Amount(progress.Total, progress.Unit)} ({100.0 * progress.Done / progress.Total:0} %)");
        if (progress.Done <= doneBefore || elapsed <= TimeSpan.Zero)
            return line;
        double rate = (progress.Done - doneBefore) / elapsed.TotalSeconds;
        line = $"{line}, {Rate(rate, progress.Unit)}";
        if (progress.Total <= 0)
            return line;
        double left = (progress.Total - progress.Done) / rate;
        return $"{line}, {Duration(TimeSpan.FromSeconds(left))} left";
    }

    /// <summary>"5.2k texts/s", "31 MB/s".</summary>
    public static string Rate(double perSecond, string unit) =>
        unit == "bytes" ? $"{Short(perSecond)}B/s" : $"{Short(perSecond).TrimEnd()} {unit}/s";

    /// <summary>"31 MB", "12,000 texts".</summary>
    public static string Amount(long count, string unit) => unit == "bytes"
        ? $"{Short(count)}B"
        : string.Create(CultureInfo.InvariantCulture, $"{count:N0} {unit}");

    /// <summary>"4 s", "3 min", "2 h 5 min".</summary>
    public static string Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: < 90 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, time.TotalSeconds):0} s"),
        { TotalMinutes: < 90 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min"),
        _ => $"{(int)time.TotalHours} h {time.Minutes} min",
    };

    // Two digits are enough for a pace, and the width stays the same.
    private static string Short(double value) => value switch
    {
        >= 1e9 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e9:0.0} G"),
        >= 1e6 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e6:0.0} M"),
        >= 1e3 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e3:0.0} k"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value:0} "),
    };
}
