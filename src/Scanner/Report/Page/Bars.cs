namespace Scanner.Report.Page;

/// <summary>Bars whose length is a share of the place they have; decoration beside a number that is always written out.</summary>
internal static class Bars
{
    /// <summary>A thin line under a number in a table.</summary>
    public static Markup Thin(double value, double valueMax) => $"""
        <svg class="thin" aria-hidden="true"><rect class="track" width="100%" height="100%"/><rect width="{Percent(value, valueMax):0.##}%" height="100%"/></svg>
        """;

    /// <summary>
    /// A bar on a scale from −<paramref name="valueMax"/> to +<paramref name="valueMax"/> when <paramref name="signed"/>,
    /// else from 0. What speaks against goes to the left, in another tone.
    /// </summary>
    public static Markup Wide(double value, double valueMax, bool signed)
    {
        var zero = signed ? 50.0 : 0.0;
        var length = Percent(Math.Abs(value), valueMax) * (100 - zero) / 100;
        var side = value < 0 ? "against" : "for";
        return $"""
            <svg class="wide" aria-hidden="true"><rect class="track" width="100%" height="100%"/><rect class="{side}" x="{(value < 0 ? zero - length : zero):0.##}%" width="{length:0.##}%" height="100%"/></svg>
            """;
    }

    private static double Percent(double value, double valueMax) =>
        valueMax > 0 && double.IsFinite(value) ? Math.Clamp(100 * value / valueMax, 0, 100) : 0;
}
