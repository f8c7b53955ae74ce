using Scanner.Ingest;

namespace Scanner.Score;

/// <summary>Why a cleared template is harmless, as far as the data shows it.</summary>
/// <param name="Explanation">The innocent pattern, in a sentence that all of its kind have in common.</param>
/// <param name="Brief">The figures that show it, in a few words.</param>
internal sealed record LookAlike(string Explanation, string Brief)
{
    /// <summary>The most telling pattern that the data shows.</summary>
    /// <param name="judged">The cleared template, with its evidence.</param>
    /// <param name="scene">What it is seen in.</param>
    /// <param name="reported">The campaigns, of which it may be a part.</param>
    public static LookAlike Of(Judged judged, Scene scene, IReadOnlyList<Campaign> reported) =>
        PartOf(judged.Candidate, scene, reported) ?? new InnocentPatterns(judged, scene).Told();

    private static LookAlike? PartOf(Candidate candidate, Scene scene, IReadOnlyList<Campaign> reported)
    {
        var senders = scene.Population.Requests.Accounts;
        foreach (var campaign in reported)
        {
            var accounts = campaign.Accounts.Select(account => account.Id).ToHashSet();
            var own = candidate.Requests.Count(request => accounts.Contains(senders.Values[senders.Codes[request]]));
            if (own > candidate.Requests.Length / 2)
            {
                return new LookAlike(
                    "A part of a reported campaign: its accounts send most of it, and it tells too little by itself.",
                    $"{own:N0} of {candidate.Requests.Length:N0} requests are of accounts of {campaign.Id}");
            }
        }

        return null;
    }
}

/// <summary>The innocent patterns, each told by what is measured: who sends a template, what, and how.</summary>
internal sealed class InnocentPatterns(Judged judged, Scene scene)
{
    // What more than half of the accounts have in common explains the template.
    private const double Most = 0.5;

    // A channel that makes a campaign e times less likely, or less, tells the pattern by itself.
    private const double Clear = -1;

    // Less than this speaks against nothing.
    private const double Slight = -0.2;

    // People who pass a prompt on send it within days: half of its requests lie in a seventh of the log's time.
    private const double BurstShare = 1.0 / 7;

    // One in five who send it repeats it, or fewer: the others met it once.
    private const int SendersPerCarrier = 5;

    private const int ClientsMin = 3;
    private const int FactsMax = 3;

    private const double MicrosecondsOfHour = 3_600_000_000;

    private readonly Candidate _candidate = judged.Candidate;
    private readonly Population _population = scene.Population;
    private readonly int _accounts = judged.Candidate.Members.Length;
    private readonly int _carriers = judged.Candidate.Carriers.Length;

    /// <summary>The first pattern, the most telling first, that the data shows.</summary>
    public LookAlike Told() => OneOwner() ?? OneText() ?? ManyUsers()
        ?? Told("Too little to go by: nothing innocent stands out, and what speaks for a campaign is weak.", null);

    private LookAlike? OneOwner()
    {
        var seats = _candidate.Members.CountBy(member => _population.Actors[member.Account]).Max(pair => pair.Value);
        if (seats > Most * _accounts)
        {
            return Told("One organisation’s own template: most accounts that send it belong to it.",
                $"{seats:N0} of {_accounts:N0} accounts");
        }

        var codes = _population.Traits.First(trait => trait.Name == "payment").Codes;
        var paying = _candidate.Carriers.Select(carrier => codes[carrier.Account]).Where(code => code >= 0)
            .CountBy(code => code).Select(pair => pair.Value).DefaultIfEmpty().Max();
        return paying > Most * _carriers
            ? Told("One payer: most accounts that repeat it pay alike, as the seats of one customer do.",
                $"{paying:N0} of {_carriers:N0} accounts")
            : null;
    }

    private LookAlike? OneText()
    {
        if (!Speaks("common_list"))
        {
            return null;
        }

        var hours = HoursOfHalf();
        return hours < BurstShare * HoursOf(_population.Requests.Times)
            ? Told("A prompt that went around: within days many accounts sent the same texts, about once each.",
                $"half of its requests within {hours:N0} hours", "common_list")
            : Told("A common text, such as a task of a class or a benchmark, or a prompt from a collection: many "
                + "accounts send the same one, about once each.", Of("common_list").Brief, "common_list");
    }

    private LookAlike? ManyUsers()
    {
        if (Speaks("sharding"))
        {
            return Told("A prompt or tool that many people share: each account asks about a subject of its own, so "
                + "that its requests are more alike than those of different accounts.",
                $"more alike by {Of("sharding").Value:0.00} (in a queue, by 0.00)", "sharding");
        }

        if (_accounts >= SendersPerCarrier * _carriers)
        {
            return Told("A wording that many meet and few keep: most accounts that send it do not repeat it.",
                $"{_carriers:N0} of {_accounts:N0} accounts repeat it", "spread");
        }

        return Speaks("parameters")
            ? Told("A wording in many programs: they set different parameters, as those of one operator would not.",
                Of("parameters").Brief, "parameters")
            : null;
    }

    private Evidence Of(string channel) => judged.Evidence.FirstOrDefault(evidence => evidence.Channel == channel)
        ?? new Evidence(channel, 0, null, 0, "");

    private bool Speaks(string channel) => Of(channel).LogLikelihoodRatio <= Clear;

    /// <summary>A pattern with the figure that shows it, and what else speaks against a campaign.</summary>
    private LookAlike Told(string explanation, string? figure, string? channel = null)
    {
        var clients = _candidate.Requests.Select(request => _population.Requests.Coded["user_agent"].Codes[request])
            .Where(code => code >= 0).Distinct().Count();
        var others = judged.Evidence
            .Where(evidence => evidence.LogLikelihoodRatio < Slight && evidence.Channel != channel)
            .OrderBy(evidence => evidence.LogLikelihoodRatio).Select(evidence => evidence.Brief);
        string?[] facts = [figure, clients < ClientsMin ? null : $"{clients:N0} different clients", .. others];
        return new LookAlike(explanation, string.Join("; ", facts.OfType<string>().Take(FactsMax)));
    }

    /// <summary>The shortest time that holds half of the requests; infinite where too few bear a time.</summary>
    private double HoursOfHalf()
    {
        var times = _candidate.Requests.Select(request => _population.Requests.Times[request])
            .Where(time => time != RequestTable.NoTime).Order().ToArray();
        var half = times.Length / 2;
        return half < 2 ? double.PositiveInfinity
            : Enumerable.Range(0, times.Length - half).Min(i => times[i + half] - times[i]) / MicrosecondsOfHour;
    }

    private static double HoursOf(long[] times)
    {
        var known = times.Where(time => time != RequestTable.NoTime).ToArray();
        return known.Length == 0 ? 0 : (known.Max() - known.Min()) / MicrosecondsOfHour;
    }
}
