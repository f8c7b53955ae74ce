namespace Scanner.Report.Page;

/// <summary>
/// Bars whose length is a share of the place they have; decoration beside a number that is always written out.
/// </summary>
internal static class Bars
{
    /// <summary>A thin line under a number in a table.</summary>
    public static Markup Thin(double value, double valueMax) => $"""
        <svg class="thin" aria-hidden="true"><rect width="{Percent(value, valueMax):0}%"/></svg>
        """;

    /// <summary>A bar of the size of a value; what speaks against (below 0) has another tone.</summary>
    public static Markup Wide(double value, double valueMax) => $"""
        <svg class="wide" aria-hidden="true">
        <rect class="{(value < 0 ? "against" : "for")}" width="{Percent(Math.Abs(value), valueMax):0.#}%"/></svg>
        """;

    private static double Percent(double value, double valueMax) =>
        valueMax > 0 && double.IsFinite(value) ? Math.Clamp(100 * value / valueMax, 0, 100) : 0;
}
