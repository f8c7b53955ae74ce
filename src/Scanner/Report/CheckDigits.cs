namespace Scanner.Report;

/// <summary>The check sums that tell a card or account number from any other run of digits.</summary>
internal static class CheckDigits
{
    private const int CardDigitsMin = 13;
    private const int CardDigitsMax = 19;

    // Cards are written in groups of four to six; a row of small numbers is no card.
    private const int CardGroupMin = 3;

    // Norway's, the shortest.
    private const int IbanCharactersMin = 15;
    private const int IbanCharactersMax = 34;

    /// <summary>A card number: the sum holds, and no group of its digits is too short for one.</summary>
    public static bool IsCard(string text) =>
        text.Split(' ', '-').All(group => group.Length >= CardGroupMin) && IsLuhn(text);

    /// <summary>The sum of ISO/IEC 7812-1 annex B ("Luhn") over the digits; other characters are passed over.</summary>
    public static bool IsLuhn(string text)
    {
        var sum = 0;
        var digits = 0;
        var doubled = false;
        for (var i = text.Length - 1; i >= 0; i--)
        {
            if (!char.IsAsciiDigit(text[i])) continue;
            digits++;
            var digit = text[i] - '0';
            if (doubled) digit = digit > 4 ? 2 * digit - 9 : 2 * digit;
            sum += digit;
            doubled = !doubled;
        }
        return digits is >= CardDigitsMin and <= CardDigitsMax && sum > 0 && sum % 10 == 0;
    }

    /// <summary>
    /// The remainder of ISO 13616: country and check digits moved to the end, letters as 10 to 35, modulo 97 is 1.
    /// </summary>
    public static bool IsIban(string text)
    {
        var compact = text.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        if (compact.Length is < IbanCharactersMin or > IbanCharactersMax || !compact.All(char.IsAsciiLetterOrDigit)
            || !compact[..2].All(char.IsAsciiLetter) || !compact[2..4].All(char.IsAsciiDigit)) return false;
        var remainder = 0;
        foreach (var c in compact[4..] + compact[..4])
        {
            var (factor, value) = char.IsAsciiDigit(c) ? (10, c - '0') : (100, c - 'A' + 10);
            remainder = (remainder * factor + value) % 97;
        }
        return remainder == 1;
    }
}
