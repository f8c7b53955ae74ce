using System.Globalization;

namespace Scanner.Report.Page;

/// <summary>Whether a campaign grows: the second half of its time, from first to last request, by the first.</summary>
internal static class Growth
{
    // Of fewer bins either half is chance.
    private const int BinsMin = 6;

    // What counts as steady: a tenth more or less comes from where the halves are cut.
    private const double Steady = 1.15;

    /// <summary>Requests of the second half per request of the first; null where the time is too short.</summary>
    public static double? Of(IReadOnlyList<long> counts)
    {
        var active = counts.Index().Where(bin => bin.Item > 0).Select(bin => bin.Index).ToList();
        if (active.Count == 0 || active[^1] - active[0] + 1 < BinsMin) return null;
        var span = counts.Skip(active[0]).Take(active[^1] - active[0] + 1).ToList();
        var half = span.Count / 2;
        return (double)span.Skip(span.Count - half).Sum() / Math.Max(1, span.Take(half).Sum());
    }

    public static string InWords(IReadOnlyList<long> counts) => Of(counts) switch
    {
        null => "too short to tell",
        > Steady and var ratio => $"growing, {Times(ratio)}",
        < 1 / Steady and var ratio => $"fading, {Times(ratio)}",
        _ => "steady",
    };

    private static string Times(double ratio) =>
        string.Create(CultureInfo.InvariantCulture, $"× {Math.Round(ratio, ratio < 10 ? 1 : 0)}");
}
