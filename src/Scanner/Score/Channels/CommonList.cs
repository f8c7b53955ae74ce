namespace Scanner.Score.Channels;

/// <summary>
/// Do the accounts send the same whole texts? A class, a benchmark and a riddle are a common list, each item sent about
/// once by everybody; a campaign pays for every answer once. One account that sends one text again and again is
/// neither: that is sampling.
/// </summary>
internal static class CommonList
{
    public static Evidence Measure(Candidate candidate, Scene scene)
    {
        var (share, again) = Repeats(candidate, scene);
        return new Evidence("common_list", share, null,
            -Weight.Of(share, (0.2, 0), (0.5, 1.5), (0.9, 3)) * Weight.Of(again, (2, 1), (5, 0)),
            $"{share:P0} of the requests repeat the whole text of another one; an account sends a text {again:0.0} "
            + "times on average.");
    }

    /// <summary>
    /// The share of requests that repeat the text of another one, and how often an account sends a text on average.
    /// </summary>
    private static (double Share, double Again) Repeats(Candidate candidate, Scene scene)
    {
        var requests = scene.Population.Requests;
        var wholes = requests.Segments[Ingest.RequestTable.Whole];
        var count = (double)candidate.Requests.Length;
        var own = candidate.Requests.Select(request => (wholes[request], requests.Accounts.Codes[request])).ToHashSet();
        return (1 - (own.Select(item => item.Item1).Distinct().Count() / count), count / own.Count);
    }
}
