using Scanner.Score;
using static Scanner.Tests.Score.PlantedLog;

namespace Scanner.Tests.Score;

/// <summary>Templates that the same accounts carry are one candidate, however small its pieces are.</summary>
public sealed class CandidateGroupingTests
{
    [Fact]
    public void Pieces_that_nobody_sends_often_are_put_together_before_they_are_weighed()
    {
        // Four wordings, each from seven of twelve accounts and twice from each: 0 and 2 have four accounts in common,
        // and so have 1 and 3, but nobody sends half of them four times.
        int[][] accountsOf = [[0, 1, 2, 3, 4, 5, 6], [5, 6, 7, 8, 9, 10, 11], [0, 1, 2, 3, 7, 8, 9],
            [8, 9, 10, 11, 0, 1, 2]];
        var log = new PlantedLog();
        foreach (var (template, accounts) in accountsOf.Index())
        {
            foreach (var account in accounts)
            {
                log.Add(new Row($"a{account}", true, (account + template) * 3600 * Second,
                    Near(new Random(template), null, 0), Template: template));
                log.Add(new Row($"a{account}", true, Day, Near(new Random(template), null, 0), Template: template));
            }
        }

        var (set, population) = log.Templates();
        var options = new ScoreOptions();
        Assert.All(new int[][] { [0, 2], [1, 3] }, half => Assert.True(
            Candidate.Of(half, set, population, options.RepeatsMin).Carriers.Length < options.ActorsMin));
        var candidate = Assert.Single(
            CandidateGrouping.Group(set, population, options, new HashSet<int>()));
        Assert.Equal([0, 1, 2, 3], candidate.Templates);
        Assert.Equal(11, candidate.Carriers.Length);
    }

    [Fact]
    public void Templates_of_other_accounts_are_other_candidates()
    {
        var log = new PlantedLog();
        for (var account = 0; account < 20; account++)
        {
            for (var i = 0; i < 5; i++)
            {
                log.Add(new Row($"a{account}", true, i * Day, Near(new Random(i), null, 0), Template: account / 10));
            }
        }

        var (set, population) = log.Templates();
        var candidates = CandidateGrouping.Group(set, population, new ScoreOptions(), new HashSet<int>());
        Assert.Equal([[0], [1]], candidates.Select(candidate => candidate.Templates));
    }
}
