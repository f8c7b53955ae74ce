namespace Scanner.Score.Channels;

/// <summary>
/// Do the accounts send the same whole texts? A class, a benchmark and a riddle are a common list, each item sent about
/// once by everybody; a campaign pays for every answer once. One account that sends one text again and again is
/// neither: that is sampling.
/// </summary>
internal static class CommonList
{
    // Whoever draws from a pool meets one or two others at a text by chance.
    private const int AccountsMin = 3;
    private const double AccountsShare = 0.1;

    public static Evidence Measure(Candidate candidate, Scene scene)
    {
        var (share, again) = Repeats(candidate, scene);
        var nats = -Weight.Of(share, (0.2, 0), (0.5, 1.5), (0.9, 3)) * Weight.Of(again, (2, 1), (5, 0));
        var sent = $"Of the requests, {Share.Of(share)} hold a whole text that many of the accounts send, "
            + $"{again:0.0} times each";
        return new Evidence("common_list", share, null, nats, nats < 0
            ? $"{sent}: a common list, such as a class or a benchmark has."
            : $"{sent}.")
        {
            Brief = $"{Share.Of(share)} of the requests hold a text that many of the accounts send",
        };
    }

    /// <summary>
    /// The whole texts that many of the accounts send. A queue that starts again from its head gives a text to a few
    /// accounts of many.
    /// </summary>
    public static HashSet<int> Texts(Candidate candidate, Scene scene)
    {
        var many = Math.Max(AccountsMin, AccountsShare * candidate.Members.Length);
        return [.. Sent(candidate, scene).CountBy(item => item.Whole).Where(pair => pair.Value >= many)
            .Select(pair => pair.Key)];
    }

    /// <summary>
    /// The share of requests whose text many of the accounts send, and how often an account sends a text on average.
    /// </summary>
    private static (double Share, double Again) Repeats(Candidate candidate, Scene scene)
    {
        var wholes = scene.Population.Requests.Segments[Ingest.RequestTable.Whole];
        var common = Texts(candidate, scene);
        var count = (double)candidate.Requests.Length;
        return (candidate.Requests.Count(request => common.Contains(wholes[request])) / count,
            count / Sent(candidate, scene).Count);
    }

    private static HashSet<(int Whole, int Account)> Sent(Candidate candidate, Scene scene)
    {
        var requests = scene.Population.Requests;
        var wholes = requests.Segments[Ingest.RequestTable.Whole];
        return [.. candidate.Requests.Select(request => (wholes[request], requests.Accounts.Codes[request]))];
    }
}
