using Scanner.Score;
using static Scanner.Tests.Score.PlantedLog;

namespace Scanner.Tests.Score;

/// <summary>Whether evidence names the values that a reader looks up, and says counts that can be checked.</summary>
public sealed class EvidenceWordsTests
{
    private static readonly IReadOnlyDictionary<string, Evidence> Told = Measured();

    [Theory]
    [InlineData("registration", "24 of them sign up from 1969-12-23 to 1969-12-30")]
    [InlineData("infrastructure", "payment id card")]
    [InlineData("sharding", "template T1")]
    [InlineData("evenness", "template T1")]
    [InlineData("spread", "template T1")]
    [InlineData("parameters", "max_tokens to 77")]
    public void What_would_clear_names_the_value_to_look_up(string channel, string value)
    {
        var evidence = Told[channel];
        Assert.True(evidence.LogLikelihoodRatio > 0, $"{evidence}");
        Assert.Contains(value, evidence.Clearing, StringComparison.Ordinal);
        Assert.Matches("^[^:]+: (ask|look|search)", evidence.Clearing);
    }

    [Fact]
    public void Sentences_and_lists_tell_the_same_counts()
    {
        Assert.StartsWith("18 of the 24 accounts whose payment is known have the same payment id ("
            + "card); none of the others do.", Told["infrastructure"].Text, StringComparison.Ordinal);
        Assert.Equal("the same payment id in 18 of the 24 where it is known",
            Told["infrastructure"].Brief!.Split("; ")[0]);
        Assert.Matches("^24 of 30 accounts signed up from .* of the others signed up", Told["registration"].Text);
        Assert.StartsWith("24 of 30 accounts signed up from 1969-12-23", Told["registration"].Brief,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_weight_that_its_p_does_not_suggest_is_explained()
    {
        var evidence = Told["sharding"];
        Assert.InRange(evidence.PValue!.Value, 0.01, 0.5);
        Assert.Matches(@"own \d[\d.]* % look like this \(p\), of queues 92 %: so it weighs much", evidence.Text);
    }

    [Fact]
    public void What_speaks_against_needs_no_clearing() =>
        Assert.All(Told.Values.Where(evidence => evidence.LogLikelihoodRatio < 0),
            evidence => Assert.Null(evidence.Clearing));

    /// <summary>Thirty accounts made for the purpose, most with one card, among people.</summary>
    private static Dictionary<string, Evidence> Measured()
    {
        var log = new PlantedLog();
        var random = new Random(5);
        for (var account = 0; account < 300; account++)
        {
            var planted = account < 30;
            var age = planted ? 0.1 + (account % 10) : random.NextDouble() * 500;
            log.Accounts[$"a{account}"] = new Scanner.Ingest.AccountRow(
                null, DateTime.UnixEpoch.AddDays(-age), null, null, null, null);
            for (var i = 0; i < 20; i++)
            {
                log.Add(new Row($"a{account}", planted, random.NextInt64(7 * Day), Near(random, null, 0),
                    Payment: account < 18 ? "card" : account is < 24 or >= 30 ? $"card{account}" : null,
                    MaxTokens: planted ? 77 : random.Next(9)));
            }
        }

        var (candidate, scene) = log.Build();
        return EvidenceChannels.Measure(candidate, scene, new ScoreOptions())
            .ToDictionary(evidence => evidence.Channel);
    }
}
