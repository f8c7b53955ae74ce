using System.Globalization;
using System.Text;

namespace Scanner.Report.Page;

/// <summary>
/// Marks on a row as one line with gaps (SVG 2, 13.5.6, <c>stroke-dasharray</c>): four bytes a mark, where a path of
/// strokes takes nine.
/// </summary>
internal static class DashedLine
{
    /// <summary>A line over the places that are marked, one unit each; no markup where there are none.</summary>
    /// <param name="places">Ascending, each once.</param>
    /// <param name="y">Where the row stands.</param>
    public static Markup Of(IEnumerable<int> places, double y)
    {
        var dashes = new StringBuilder();
        var (first, from, end) = (-1, 0, 0);
        foreach (var place in places)
        {
            if (first < 0) first = from = place;
            else if (place > end)
            {
                dashes.Append(CultureInfo.InvariantCulture, $"{end - from} {place - end} ");
                from = place;
            }
            end = place + 1;
        }
        if (first < 0) return Markup.None;
        if (dashes.Length == 0) return $"""<path d="M{first} {y}H{end}"/>""";
        return $"""<path d="M{first} {y}H{end}" stroke-dasharray="{dashes.ToString()}{end - from}"/>""";
    }
}
