namespace Scanner.Score.Channels;

/// <summary>
/// Do responses that the model gave to other actors come back in the prompts? Reasoning that was captured is sent back
/// to be cleaned, graded or translated. Null: carriers bring back as many as the other requests do. Counted are actors,
/// since one person may paste one text again and again, and no more of them than different responses: an answer that
/// went around is one.
/// </summary>
internal static class Replay
{
    public static Evidence Measure(Candidate candidate, Scene scene)
    {
        var (population, replays) = (scene.Population, scene.Replays);
        var accounts = population.Requests.Accounts.Codes;
        int[] back = [.. candidate.Requests.Where(request => replays.SourceOf(request) >= 0)];
        if (back.Length == 0)
        {
            return new Evidence("replay", 0, null, 0, "No response given to others comes back in the prompts.");
        }

        var (others, requests) =
            (replays.Count - back.Length, population.Requests.Count - candidate.Requests.Length);
        var usual = (others + 0.5) / (requests + 1.0);
        var expected = candidate.Members.GroupBy(member => population.Actors[member.Account])
            .Sum(actor => 1 - Math.Exp(-usual * actor.Sum(member => member.Requests)));
        var actors = back.Select(request => population.Actors[accounts[request]]).Distinct().Count();
        int[] sources = [.. back.Select(replays.SourceOf).Distinct()];
        var logP = Tails.LogUpper(Math.Min(actors, sources.Length), expected);
        var share = (double)back.Length / candidate.Requests.Length;
        var nats = logP > Math.Log(1e-3) || Math.Min(actors, sources.Length) < 3 ? 0
            : Weight.Of(share, (0.02, 0), (0.2, 2));
        var answered = sources.Select(source => population.Actors[accounts[source]]).Distinct().Count();
        return new Evidence("replay", share, Math.Exp(logP), nats,
            $"{back.Length:N0} requests ({Share.Of(share)}) of {actors:N0} accounts bring back {sources.Length:N0} "
            + $"responses that the model gave to {answered:N0} other accounts before, those of one organisation "
            + $"counted once; {Share.Of(others, requests)} of the other requests do so.")
        {
            Brief = $"{Share.Of(share)} of their requests bring back answers given to other accounts",
            Clearing = nats <= 0 ? null
                : $"one client carries conversations from account to account: ask owners of the {answered:N0} "
                    + "accounts whose answers come back",
        };
    }
}
