namespace Scanner.Score;

/// <summary>Something that accounts can have in common.</summary>
/// <param name="Name">Short name: "payment".</param>
/// <param name="Shared">How a sentence puts it: "the same payment id".</param>
/// <param name="FullShareNats">What it says for a campaign where all carriers share it, in nats.</param>
/// <param name="Codes">[accounts] code of the account's value, −1 where unknown.</param>
/// <param name="Values">The distinct values.</param>
/// <param name="Counts">[values] accounts with the value.</param>
/// <param name="Known">Accounts whose value is known.</param>
public sealed record Trait(
    string Name, string Shared, double FullShareNats, int[] Codes, string[] Values, int[] Counts, int Known)
{
    internal const string SignUpWeek = "sign-up week";

    /// <summary>A value as sentences name it, so that nobody has to guess what it is.</summary>
    internal string Told(string value) => Name == SignUpWeek ? $"from {value} on" : value;

    /// <summary>What would make it harmless that so many have a value: it completes "harmless if".</summary>
    internal string Clearing(string value, int count) => Name switch
    {
        "payment" => $"one employer, school or reseller pays for {count:N0} of them: ask whose payment id {value} is",
        "address block" => $"{value} ({count:N0} accounts) is one office, school or gateway: ask whose it is",
        "mail domain" => $"{value} ({count:N0} accounts) is one employer’s or school’s mail: ask who runs it",
        SignUpWeek => $"an event made {count:N0} of them sign up in the week from {value}: look for it",
        _ => $"{value} ({count:N0} accounts) is the client of one popular tool: look up who makes it",
    };

    internal static Trait Of(string name, string shared, double fullShareNats, IEnumerable<string?> values)
    {
        var codeOf = new Dictionary<string, int>();
        var counts = new List<int>();
        var codes = new List<int>();
        foreach (var value in values)
        {
            if (value is null)
            {
                codes.Add(-1);
                continue;
            }

            if (!codeOf.TryGetValue(value, out var code))
            {
                codeOf[value] = code = counts.Count;
                counts.Add(0);
            }

            counts[code]++;
            codes.Add(code);
        }

        return new Trait(name, shared, fullShareNats, [.. codes], [.. codeOf.Keys], [.. counts], counts.Sum());
    }
}
