namespace Scanner.Score.Channels;

/// <summary>
/// Do all carriers send the same max_tokens? Unrelated programs choose their own; one program behind many accounts has
/// one setting. It counts only as far as the value is rare among other accounts.
/// </summary>
internal static class Parameters
{
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
        var carriers = candidate.Carriers.Length;
        var logP = share > usual ? Tails.LogUpper(share * carriers, usual * carriers) : 0;
        return new Evidence("parameters", share, Math.Exp(logP), nats,
            $"{share:P1} of the requests have max_tokens {modal.Key}; it is the usual value of {usual:P0} of other "
            + "accounts.");
    }
}
