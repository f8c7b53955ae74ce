namespace Scanner.Score;

/// <summary>Something that accounts can have in common.</summary>
/// <param name="Name">Short name: "payment".</param>
/// <param name="Shared">How a sentence puts it: "the same payment instrument".</param>
/// <param name="FullShareNats">What it says for a campaign where all carriers share it, in nats.</param>
/// <param name="Codes">[accounts] code of the account's value, −1 where unknown.</param>
/// <param name="Values">The distinct values.</param>
/// <param name="Counts">[values] accounts with the value.</param>
/// <param name="Known">Accounts whose value is known.</param>
public sealed record Trait(
    string Name, string Shared, double FullShareNats, int[] Codes, string[] Values, int[] Counts, int Known)
{
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
