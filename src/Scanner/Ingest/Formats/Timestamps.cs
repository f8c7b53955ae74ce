using System.Globalization;

namespace Scanner.Ingest.Formats;

/// <summary>Points in time, however logs write them, to microseconds since 1970 UTC.</summary>
internal static class Timestamps
{
    // Logs of language models lie well within; what lies outside is a counter or a wrong unit.
    private static readonly long Least = Micros(new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc));
    private static readonly long Most = Micros(new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc));

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd' 'HH:mmK", "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzz", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFzz",
        "yyyy-MM-dd' 'HH:mm:ss.FFFFFFF' UTC'", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFF' 'zzz", "yyyy/MM/dd' 'HH:mm:ss.FFFFFFFK",
        "ddd, dd MMM yyyy HH:mm:ss 'GMT'", "ddd, d MMM yyyy HH:mm:ss zzz", "ddd, dd MMM yyyy HH:mm:ss 'UTC'",
    ];

    /// <summary>
    /// Reads ISO 8601 with Z, an offset, or none (UTC), with T or a blank; seconds, milli-, micro- or nanoseconds since
    /// 1970, told apart by size; RFC 1123. Digits beyond the microsecond are cut off.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out long micros)
    {
        text = text.Trim();
        if (TryParseIso(text, out micros))
            return micros >= Least && micros < Most;
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return TryFromEpoch(number, out micros);
        if (!DateTimeOffset.TryParseExact(
                CutFraction(text), Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            return false;
        micros = Micros(time.UtcDateTime);
        return micros >= Least && micros < Most;
    }

    /// <summary>The time as .NET has it.</summary>
    public static DateTime ToDateTime(long micros) =>
        DateTime.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);

    /// <summary>2026-03-02T00:01:16.037Z, the usual case, without the detour over formats.</summary>
    private static bool TryParseIso(ReadOnlySpan<char> text, out long micros)
    {
        micros = 0;
        if (text.Length is < 20 or > 27 || text[^1] != 'Z' || text[4] != '-' || text[7] != '-'
            || text[10] is not ('T' or ' ') || text[13] != ':' || text[16] != ':'
            || (text.Length > 20 && text[19] != '.'))
            return false;
        var fraction = text.Length > 20 ? text[20..^1] : [];
        if (!TryDigits(text[..4], out var year) || !TryDigits(text[5..7], out var month)
            || !TryDigits(text[8..10], out var day) || !TryDigits(text[11..13], out var hour)
            || !TryDigits(text[14..16], out var minute) || !TryDigits(text[17..19], out var second)
            || !TryDigits(fraction, out var parts))
            return false;
        if (year is 0 || month is 0 or > 12 || day is 0 || day > DateTime.DaysInMonth(year, month)
            || hour > 23 || minute > 59 || second > 59)
            return false;
        for (var digit = fraction.Length; digit < 6; digit++)
            parts *= 10;
        micros = Micros(new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc)) + parts;
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<char> text, out int number)
    {
        number = 0;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit(digit))
                return false;
            number = (number * 10) + (digit - '0');
        }
        return true;
    }

    private static bool TryFromEpoch(decimal number, out long micros)
    {
        // Seconds reach 10^11 in the year 5138, milliseconds in 1973: between two units lie three digits.
        var factor = number switch { < 1e11m => 1e6m, < 1e14m => 1e3m, < 1e17m => 1m, _ => 1e-3m };
        micros = 0;
        if (number <= 0 || number > 1e19m)
            return false;
        micros = (long)(number * factor);
        return micros >= Least && micros < Most;
    }

    /// <summary>Leaves seven digits of a fraction, as many as .NET reads.</summary>
    private static ReadOnlySpan<char> CutFraction(ReadOnlySpan<char> text)
    {
        var dot = text.IndexOf('.');
        var digits = dot < 0 ? 0 : text[(dot + 1)..].IndexOfAnyExceptInRange('0', '9');
        digits = digits < 0 ? text.Length - dot - 1 : digits;
        return digits <= 7 ? text : string.Concat(text[..(dot + 8)], text[(dot + 1 + digits)..]);
    }

    private static long Micros(DateTime time) => (time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
