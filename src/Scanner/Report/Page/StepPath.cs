using System.Globalization;
using System.Text;

namespace Scanner.Report.Page;

/// <summary>
/// Counts over time as the outline of a filled area, in the units of a view box. Drawn in units of the counts, the
/// outline says them exactly, and the page's script reads them out of it: they stand in the page once.
/// </summary>
internal static class StepPath
{
    /// <summary>
    /// The path's data: from the lower left corner, <c>V</c> to a bin's level counted from above, <c>h</c> over the
    /// bins that have it. The view box is as many wide as there are bins.
    /// </summary>
    /// <param name="counts">[bins] none below 0.</param>
    /// <param name="height">Units of the largest count; levels are rounded to whole ones.</param>
    public static string Of(IReadOnlyList<long> counts, long height)
    {
        var max = Math.Max(1, counts.Max());
        var path = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"M0 {height}"));
        var (level, run) = (height, 0);
        foreach (var count in counts.Append(0))
        {
            var y = height - (long)Math.Round((double)height * count / max);
            if (y != level)
            {
                if (run > 0) path.Append(CultureInfo.InvariantCulture, $"h{run}");
                path.Append(CultureInfo.InvariantCulture, $"V{y}");
                (level, run) = (y, 0);
            }
            run++;
        }
        // The last level is that of the appended zero: bins on the ground up to the right end need no line.
        return path.Append('Z').ToString();
    }

    /// <summary>The height that lets <see cref="Of"/> say every count exactly.</summary>
    public static long ExactHeight(IReadOnlyList<long> counts) => Math.Max(1, counts.DefaultIfEmpty().Max());
}
