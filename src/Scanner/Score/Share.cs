using System.Globalization;

namespace Scanner.Score;

/// <summary>
/// How sentences say a share: "all" and "none" are exact, and whatever lies close to them says so. A sentence goes on
/// with "of the requests" or the like.
/// </summary>
internal static class Share
{
    /// <summary>A count of a total: "none", "less than 0.1 %", "5.4 %", "42 %", "more than 99.9 %", "all".</summary>
    public static string Of(long count, long total) => Of(total == 0 ? 0 : (double)count / total);

    /// <summary>A share in [0, 1], in the same words.</summary>
    public static string Of(double share) => share switch
    {
        <= 0 => "none",
        >= 1 => "all",
        < 0.0005 => "less than 0.1 %",
        > 0.9995 => "more than 99.9 %",
        < 0.0995 or > 0.9 => Percent(share, "0.#"),
        _ => Percent(share, "0"),
    };

    // Binary fractions of a hundred are not whole: 0.07 × 100 is 7.000000000000001.
    private static string Percent(double share, string format) =>
        ((decimal)share * 100).ToString(format, CultureInfo.InvariantCulture) + " %";
}
