namespace Scanner.Score.Channels;

/// <summary>
/// Do the carriers share a payment id, an address block, a mail domain, a sign-up week or a client more often
/// than other accounts do? For each trait the value that most carriers have; null: carriers have it as often as the
/// other accounts; the p-value is corrected for the number of values among which the best was chosen.
/// </summary>
internal static class Infrastructure
{
    private const double NatsMax = 3;

    public static Evidence Measure(Candidate candidate, Scene scene)
    {
        var (nats, best, effect) = (0.0, 0.0, 0.0);
        var sentences = new List<string>();
        var shared = new List<(bool IsWeek, double Nats, string Brief, string Clearing)>();
        foreach (var trait in scene.Population.Traits)
        {
            var (count, known, others, logP, value) = Strongest(candidate, trait, scene.Population);
            if (count < 3 || logP > Math.Log(1e-4))
            {
                continue;
            }

            var share = (double)count / candidate.Carriers.Length;
            nats += trait.FullShareNats * share;
            best = Math.Min(best, logP);
            effect = Math.Max(effect, share);
            var of = known == candidate.Carriers.Length ? $"{known:N0} accounts"
                : $"the {known:N0} accounts whose {trait.Name} is known";
            sentences.Add(
                $"{count:N0} of {of} have {trait.Shared} ({trait.Told(value)}); {others} of the others do.");
            shared.Add((trait.Name == Trait.SignUpWeek, trait.FullShareNats * share,
                $"{trait.Shared} in {count:N0} of {(known == candidate.Carriers.Length ? "" : "the ")}{known:N0}"
                    + (known == candidate.Carriers.Length ? "" : " where it is known"), trait.Clearing(value, count)));
        }

        // Registration tells of the week of sign-up as well.
        var telling = shared.OrderBy(item => item.IsWeek).ThenByDescending(item => item.Nats).ToArray();
        // Nothing shared speaks a little against: most who run many accounts cut corners somewhere.
        return sentences.Count == 0
            ? new Evidence("infrastructure", 0, null, -0.3, "The accounts share no infrastructure beyond chance.")
            {
                Brief = "they share no infrastructure beyond chance",
            }
            : new Evidence(
                "infrastructure", effect, Math.Exp(best), Math.Min(NatsMax, nats), string.Join(" ", sentences))
            {
                Brief = string.Join("; ", telling.Take(2).Select(item => item.Brief)),
                Clearing = telling[0].Clearing,
            };
    }

    private static (int Count, int Known, string Others, double LogP, string Value) Strongest(
        Candidate candidate, Trait trait, Population population)
    {
        var accounts = candidate.Carriers.Select(carrier => carrier.Account).Where(a => trait.Codes[a] >= 0).ToArray();
        // One organisation has one payment and one office: it counts once for every value.
        var counts = accounts.DistinctBy(account => (population.Actors[account], trait.Codes[account]))
            .CountBy(account => trait.Codes[account]).ToArray();
        var best = (Count: 0, accounts.Length, Others: "", LogP: 0.0, Value: "");
        foreach (var (code, count) in counts)
        {
            var withValue = accounts.Count(account => trait.Codes[account] == code);
            var (having, others) = (trait.Counts[code] - withValue, trait.Known - accounts.Length);
            var usual = (having + 0.5) / (others + 1.0);
            var expected = Math.Max(1e-9, usual * accounts.Length);
            var logP = Math.Min(0, Tails.LogUpper(count, expected) + Math.Log(counts.Length));
            if (count > best.Count || (count == best.Count && logP < best.LogP))
            {
                best = (count, accounts.Length, Share.Of(having, others), logP, trait.Values[code]);
            }
        }

        return best;
    }
}
