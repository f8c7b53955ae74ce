using System.Globalization;

namespace Scanner.Report.Page;

/// <summary>How the page says numbers and times.</summary>
internal static class Wording
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <summary>A time of campaigns.json (ISO 8601); null where there is none.</summary>
    public static DateTime? Time(string? time) =>
        DateTimeOffset.TryParse(time, Invariant, out var parsed) ? parsed.UtcDateTime : null;

    public static string Minute(string? time) => Minute(Time(time));

    public static string Day(string? time) => Day(Time(time));

    /// <summary>7 Mar, where the year stands elsewhere.</summary>
    public static string ShortDay(string? time) => Time(time)?.ToString("d MMM", Invariant) ?? "–";

    public static string Minute(DateTime? time) => time?.ToString("yyyy-MM-dd HH:mm", Invariant) ?? "–";

    public static string Day(DateTime? time) => time?.ToString("yyyy-MM-dd", Invariant) ?? "–";

    /// <summary>2–9 Mar 2026; 27 Feb – 3 Mar 2026; a single day alone.</summary>
    public static string Span(string? first, string? last) => Span(Time(first), Time(last));

    private static string Span(DateTime? first, DateTime? last)
    {
        if (first is not { } from || last is not { } to) return "no times";
        if (from.Date == to.Date) return to.ToString("d MMM yyyy", Invariant);
        var (start, link) = (from.Year == to.Year, from.Month == to.Month) switch
        {
            (true, true) => ($"{from.Day}", "–"),
            (true, false) => (from.ToString("d MMM", Invariant), " – "),
            _ => (from.ToString("d MMM yyyy", Invariant), " – "),
        };
        return start + link + to.ToString("d MMM yyyy", Invariant);
    }

    /// <summary>p = 0.034; below a thousandth p = 2 × 10⁻⁷.</summary>
    public static string PValue(double p)
    {
        if (p >= 0.001) return $"p = {p.ToString("0.###", Invariant)}";
        if (p <= 0) return "p < 10⁻³⁰⁷";
        var exponent = (int)Math.Floor(Math.Log10(p));
        var lead = (int)Math.Round(p / Math.Pow(10, exponent));
        if (lead == 10) (lead, exponent) = (1, exponent + 1);
        return lead == 1 ? $"p = 10{Superscript(exponent)}" : $"p = {lead} × 10{Superscript(exponent)}";
    }

    /// <summary>"1,480 times"; from a million on only the order.</summary>
    public static string Times(double logarithm) => logarithm switch
    {
        < 2 => $"{Math.Exp(logarithm).ToString("0.0", Invariant)} times",
        < 13.8 => $"{RoundTo2Digits(Math.Exp(logarithm)).ToString("N0", Invariant)} times",
        _ => $"10{Superscript((int)Math.Floor(logarithm / Math.Log(10)))} times",
    };

    /// <summary>+1.5, −0.3: with its sign, as weights and scores below 0 are read.</summary>
    public static string Signed(double weight) => weight.ToString("+0.0;−0.0;0", Invariant);

    public static string Share(double share) => share switch
    {
        > 0 and < 0.01 => "< 1 %",
        > 0.99 and < 1 => "> 99 %",
        _ => $"{(100 * share).ToString("0", Invariant)} %",
    };

    /// <summary>"1 account", "2 accounts".</summary>
    public static string Count(long count, string noun) =>
        $"{count.ToString("N0", Invariant)} {noun}{(count == 1 ? "" : "s")}";

    public static string Capitalised(string word) =>
        word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..];

    /// <summary>A sentence as the end of another: no capital, no full stop.</summary>
    public static string InSentence(string sentence) =>
        sentence.Length == 0 ? sentence : (char.ToLowerInvariant(sentence[0]) + sentence[1..]).TrimEnd('.');

    private static double RoundTo2Digits(double value)
    {
        var unit = Math.Pow(10, Math.Max(0, Math.Floor(Math.Log10(value)) - 1));
        return Math.Round(value / unit) * unit;
    }

    private static string Superscript(int exponent) =>
        string.Concat(exponent.ToString(Invariant).Select(c => c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c - '0']));
}
