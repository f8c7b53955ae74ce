using System.Text;
using System.Text.RegularExpressions;

namespace Scanner.Report;

/// <summary>
/// Replaces secrets and personal data in a text by a label, such as <c>[e-mail]</c>. Rules run from the surest to the
/// loosest; when in doubt a rule masks: an excerpt with a gap is a smaller harm than a leaked key.
/// </summary>
public static partial class Masking
{
    // An IBAN of 34 characters in groups of four, the longest number that is written in groups, with a margin.
    private const int GroupedCharactersMax = 44;

    // What is normalised for matching lies in lower case: no rule but that of mixed tokens heeds the case.
    private const RegexOptions AnyCase = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private static readonly (Regex Pattern, string Label, Func<string, bool>? Holds)[] Rules =
    [
        (PrivateKey(), "[private key]", null),
        (WebToken(), "[token]", null),
        (KnownKey(), "[key]", null),
        (Credentials(), "[credentials]", null),
        (Email(), "[e-mail]", null),
        (NamedSecret(), "[secret]", null),
        (Iban(), "[bank account]", CheckDigits.IsIban),
        (CardNumber(), "[card number]", CheckDigits.IsCard),
        (SocialSecurity(), "[national id]", null),
        (Phone(), "[phone]", null),
        (LongToken(), "[secret]", LooksRandom),
    ];

    /// <summary>The text with every finding replaced by its label.</summary>
    public static string Mask(string text)
    {
        foreach (var (pattern, label, holds) in Rules)
            text = pattern.Replace(text, match => holds is null || holds(match.Value)
                ? label : Groups(match.Value, label, holds));
        return text;
    }

    /// <summary>
    /// The label in place of each stretch of whole groups that passes the check, the longest from each place: numbers
    /// in groups run into the words and numbers before and behind them.
    /// </summary>
    private static string Groups(string found, string label, Func<string, bool> holds)
    {
        var masked = new StringBuilder();
        for (var from = 0; from < found.Length;)
        {
            var end = Math.Min(found.Length, from + GroupedCharactersMax);
            // A cut group is no group.
            if (end < found.Length) end = found.AsSpan(from, end - from + 1).LastIndexOfAny(' ', '-') + from;
            while (end > from && !holds(found[from..end]))
                end = found.AsSpan(from, end - from).LastIndexOfAny(' ', '-') + from;
            var next = end > from ? end : NextGroup(found, from);
            masked.Append(end > from ? label : found[from..next]);
            from = next;
            while (from < found.Length && found[from] is (' ' or '-')) masked.Append(found[from++]);
        }
        return masked.ToString();
    }

    private static int NextGroup(string found, int from)
    {
        var length = found.AsSpan(from).IndexOfAny(' ', '-');
        return length < 0 ? found.Length : from + length;
    }

    /// <summary>Mixed letters and digits, as keys have them and words, paths and numbers do not.</summary>
    private static bool LooksRandom(string token)
    {
        var digits = token.Count(char.IsAsciiDigit);
        var changes = token.Zip(token.Skip(1))
            .Count(pair => char.IsAsciiDigit(pair.First) != char.IsAsciiDigit(pair.Second));
        return digits >= 4 && digits < token.Length && changes >= 6;
    }

    [GeneratedRegex(@"-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|\z)",
        AnyCase)]
    private static partial Regex PrivateKey();

    [GeneratedRegex(@"\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?", AnyCase)]
    private static partial Regex WebToken();

    // Prefixes that vendors put on their keys so that scanners find them.
    [GeneratedRegex(@"\b(?:(?:sk|pk|rk)[-_](?:[a-z]{2,10}[-_])*[A-Za-z0-9_-]{16,}|(?:AKIA|ASIA)[0-9A-Z]{16}"
        + @"|AIza[\w-]{30,}|gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abeoprs]-[\w-]{10,}"
        + @"|hf_[A-Za-z0-9]{20,}|npm_[A-Za-z0-9]{20,}|SG\.[\w-]{16,}\.[\w-]{16,}|ya29\.[\w-]{20,})", AnyCase)]
    private static partial Regex KnownKey();

    [GeneratedRegex(@"(?<=://)[^\s/:@]{1,100}:[^\s/@]{1,200}(?=@)")]
    private static partial Regex Credentials();

    [GeneratedRegex(@"[\w.!#$%&'*+/=?^{|}~-]{1,64}@(?:[\w-]{1,63}\.)+[\p{L}\d-]{2,63}")]
    private static partial Regex Email();

    [GeneratedRegex(
        @"(?<=\b(?:password|passwd|passphrase|pwd|secret|token|api[_ -]?key|access[_ -]?key|bearer)\b"
        + @"[""']?\s{0,3}(?:[:=]|\bis\b|\s)\s{0,3}[""']?)"
        + @"(?=[^\s""']*\d)(?=[^\s""']*[^\d\s""'.,])[^\s""',;]{6,200}", AnyCase)]
    private static partial Regex NamedSecret();

    [GeneratedRegex(@"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,}\b", AnyCase)]
    private static partial Regex Iban();

    [GeneratedRegex(@"(?<!\d|\d\.)\d(?:[ -]?\d){12,}(?!\d|\.\d)")]
    private static partial Regex CardNumber();

    [GeneratedRegex(@"(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])")]
    private static partial Regex SocialSecurity();

    [GeneratedRegex(@"(?<![\w+])(?:(?:\+|00)[1-9]\d{0,2}[ .-]?)(?:\(\d{1,4}\)[ .-]?)?"
        + @"\d{2,4}(?:[ .-]?\d{2,4}){1,4}(?!\w)"
        + @"|(?<![\w.])\(\d{3}\) ?\d{3}[ .-]\d{4}(?!\w)|(?<![\w.-])\d{3}[.-]\d{3}[.-]\d{4}(?![\w-]|\.\d)")]
    private static partial Regex Phone();

    [GeneratedRegex(@"(?<![\w/+-])[A-Za-z0-9+_-]{28,}={0,2}")]
    private static partial Regex LongToken();
}
