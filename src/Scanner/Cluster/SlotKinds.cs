using System.Text.RegularExpressions;

namespace Scanner.Cluster;

/// <summary>Names what a slot holds from its contents.</summary>
internal static partial class SlotKinds
{
    private const double Share = 0.8;

    // In this order: a number is also a short text, an address also holds code-like signs.
    private static readonly (string Kind, Regex Pattern)[] Kinds =
    [
        ("number", Number()), ("url", Url()), ("quote", Quote()), ("code", Code()), ("name", Name()),
    ];

    /// <summary>The kind that at least four of five contents have, else text.</summary>
    public static string Of(IReadOnlyCollection<string> contents)
    {
        var filled = contents.Where(content => content.Length > 0).ToArray();
        foreach (var (kind, pattern) in Kinds)
        {
            if (filled.Length > 0 && filled.Count(content => pattern.IsMatch(content)) >= Share * filled.Length)
            {
                return kind;
            }
        }

        return "text";
    }

    [GeneratedRegex(@"^[\W_]*\d[\d.,:%/\-\s]*[\W_]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"^\W?https?://\S+$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Url();

    [GeneratedRegex("^[\"'“‘«「`].*[\"'”’»」`][.,;:!?]?$", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Quote();

    [GeneratedRegex(@"[;{}]\s|\(\)|=>|==|\breturn\b|\bdef \w+\(|\bfunction\b.*\(|</\w+>|\bSELECT\b.*\bFROM\b",
        RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Code();

    [GeneratedRegex(@"^\p{Lu}[\p{L}'’\-]*( (\p{Lu}[\p{L}'’\-]*|of|the|de|von|van)){0,3}[.,;:!?]?$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
