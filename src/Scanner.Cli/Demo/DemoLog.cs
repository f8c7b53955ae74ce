namespace Scanner.Cli.Demo;

/// <summary>
/// A log of a few thousand requests over two weeks, composed from the program's own words: three planted campaigns,
/// four benign look-alikes, and everyday traffic.
/// </summary>
/// <param name="Groups">What was planted, campaigns first.</param>
/// <param name="Requests">All requests in order of time.</param>
internal sealed record DemoLog(IReadOnlyList<DemoGroup> Groups, IReadOnlyList<DemoRequest> Requests)
{
    /// <summary>Requests of a log of scale 1: enough for every group to show, few enough for half a minute.</summary>
    private const int EverydayRequests = 2_000;

    /// <summary>The same seed and scale give the same log, byte for byte, everywhere.</summary>
    /// <param name="seed">Another seed, another population.</param>
    /// <param name="scale">Factor on the number of requests, at least 0.1; accounts stay as many.</param>
    public static DemoLog Compose(ulong seed = 1, double scale = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(scale, 0.1);
        var cast = new DemoCast(new DemoRandom(seed));
        var speech = new DemoSpeech(cast.Random);
        var population = cast.People(220);
        int Scaled(int requests) => (int)(requests * scale);

        List<DemoGroup> groups =
        [
            DemoCampaigns.Reasoning(cast, speech, 24, Scaled(560)),
            DemoCampaigns.Injected(cast, speech, 18, Scaled(320)),
            DemoCampaigns.Grading(cast, speech, 12, Scaled(400)),
            DemoLookalikes.Company(cast, speech, 15, Scaled(260)),
            DemoLookalikes.Greeting(cast, population, Scaled(180)),
            DemoLookalikes.Agent(cast, speech, population, Scaled(340)),
            DemoLookalikes.Assignment(cast, 28),
        ];
        // Members of campaigns also send ordinary prompts: purity of an account is never given.
        List<DemoAccount> everybody = [.. population, .. groups.Take(3).SelectMany(group => group.Accounts)];
        groups.Add(DemoLookalikes.Everyday(cast, speech, everybody, Scaled(EverydayRequests)));

        return new(groups, [.. groups.SelectMany(group => group.Requests).OrderBy(request => request.Time)]);
    }

    /// <summary>Every account that sends something, in order of first request.</summary>
    public IEnumerable<DemoAccount> Accounts =>
        Requests.Select(request => request.Account).DistinctBy(account => account.Id);
}
