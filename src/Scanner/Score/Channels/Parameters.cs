namespace Scanner.Score.Channels;

/// <summary>
/// Do all carriers send the same max_tokens? Unrelated programs choose their own; one program behind many accounts has
/// one setting. It counts only as far as the value is rare among other accounts.
/// </summary>
internal static class Parameters
{
    // From here on one client is worth a word.
    private const double HalfOrMore = 0.5;

    public static Evidence Measure(Candidate candidate, Scene scene)
    {
        var requests = scene.Population.Requests;
        var values = candidate.Requests
            .Select(request => requests.MaxTokens[request]).Where(value => value >= 0).ToArray();
        if (values.Length < candidate.Requests.Length / 2 || values.Length == 0)
        {
            return new Evidence("parameters", 0, null, 0, "Most requests do not say max_tokens.");
        }

        var modal = values.CountBy(value => value)
            .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).First();
        var share = (double)modal.Value / values.Length;
        var members = candidate.Members.Select(member => member.Account).ToHashSet();
        var others = Enumerable.Range(0, scene.Population.AccountCount)
            .Where(account => !members.Contains(account) && scene.Population.UsualMaxTokens[account] >= 0).ToArray();
        var alike = others.Count(account => scene.Population.UsualMaxTokens[account] == modal.Key);
        var usual = (alike + 1.0) / (others.Length + 2.0);
        var nats = Weight.Of(share, (0.6, -1), (0.9, -0.7), (0.97, 0), (0.995, 2)) * (share > 0.97 ? 1 - usual : 1);
        var oneClient = ClientShare(candidate, scene);
        if (nats > 0)
        {
            nats *= 1 - oneClient;
        }

        // The value is the best of those that occur, so p is corrected for their number.
        var (carriers, having) = Carriers(candidate, requests, modal.Key);
        var logP = Tails.LogUpper(having, usual * carriers) + Math.Log(values.Distinct().Count());
        var mostly = $"{Share.Of(modal.Value, values.Length)} of the requests that set it";
        return new Evidence("parameters", share, Math.Exp(Math.Min(0, logP)), nats, nats < 0
            ? $"The settings differ: the most frequent max_tokens, {modal.Key}, stands in {mostly}."
            : $"One setting: max_tokens is {modal.Key} in {mostly}; {Share.Of(alike, others.Length)} of the other "
                + "accounts mostly use this value as well."
                + (oneClient < HalfOrMore ? "" : $" {Share.Of(oneClient)} of the requests come from one client, which "
                    + "may set it for everybody: it counts so much the less."))
        {
            Brief = nats < 0
                ? $"max_tokens differs ({Share.Of(share)} have the most frequent value)"
                : $"{Share.Of(share)} of their requests set max_tokens to {modal.Key}; "
                    + $"{Share.Of(alike, others.Length)} of others use it",
            Clearing = nats <= 0 ? null
                : $"a popular client sets max_tokens to {modal.Key} for all who use it: look up the clients they share",
        };
    }

    /// <summary>Carriers that say max_tokens, and those of them that say mostly this one.</summary>
    private static (int Known, int Having) Carriers(Candidate candidate, Ingest.RequestTable requests, long value)
    {
        var carriers = candidate.Carriers.Select(carrier => carrier.Account).ToHashSet();
        var shares = candidate.Requests
            .Where(request => requests.MaxTokens[request] >= 0 && carriers.Contains(requests.Accounts.Codes[request]))
            .GroupBy(request => requests.Accounts.Codes[request])
            .Select(own => own.Count(request => requests.MaxTokens[request] == value) / (double)own.Count()).ToArray();
        return (shares.Length, shares.Count(share => share > 0.5));
    }

    /// <summary>
    /// Share of the requests that come from their most frequent client. One client explains one setting: a popular
    /// agent has both, so the setting is no evidence of its own.
    /// </summary>
    private static double ClientShare(Candidate candidate, Scene scene)
    {
        var clients = scene.Population.Requests.Coded["user_agent"].Codes;
        var known = candidate.Requests.Select(request => clients[request]).Where(code => code >= 0).ToArray();
        return known.Length == 0 ? 0 : (double)known.CountBy(code => code).Max(pair => pair.Value) / known.Length;
    }
}
