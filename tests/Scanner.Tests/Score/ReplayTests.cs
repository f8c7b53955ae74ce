using Scanner.Score;
using Scanner.Score.Channels;
using static Scanner.Tests.Score.PlantedLog;

namespace Scanner.Tests.Score;

/// <summary>The replay channel on logs made to bring responses back, and on logs where people happen to.</summary>
public sealed class ReplayTests
{
    [Fact]
    public void Carriers_that_bring_back_what_others_were_answered_speak_for_a_campaign()
    {
        var evidence = Measure((random, carrier) => carrier ? 0.5 : 0.005);
        Assert.InRange(evidence.Value, 0.4, 0.6);
        Assert.True(evidence.PValue < 1e-6);
        Assert.True(evidence.LogLikelihoodRatio > 1.5);
        Assert.Contains("bring back", evidence.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(0.05, 0.05)]
    public void Carriers_that_do_so_as_often_as_others_say_nothing(double carriers, double others) =>
        Assert.Equal(0, Measure((random, carrier) => carrier ? carriers : others).LogLikelihoodRatio);

    [Fact]
    public void One_answer_that_went_around_is_one()
    {
        var evidence = Measure((random, carrier) => carrier ? 0.5 : 0, source: _ => "a200");
        Assert.Equal(0, evidence.LogLikelihoodRatio);
        Assert.True(evidence.PValue > 1e-3);
    }

    [Fact]
    public void One_account_that_pastes_again_and_again_is_one() =>
        Assert.Equal(0, Measure((random, carrier) => 0, always: "a0").LogLikelihoodRatio);

    [Fact]
    public void P_values_are_not_too_small_where_nothing_is_planted()
    {
        const int Logs = 200;
        var values = Enumerable.Range(0, Logs).AsParallel()
            .Select(seed => Measure((random, carrier) => 0.01, seed: seed).PValue ?? 1).ToArray();
        Assert.Contains(values, p => p < 1);
        foreach (var level in new[] { 0.01, 0.05, 0.2 })
        {
            // Four standard deviations of a count of 200 at most.
            Assert.InRange(values.Count(p => p <= level), 0, (level * Logs) + (4 * Math.Sqrt(level * Logs)));
        }
    }

    private static Evidence Measure(Func<Random, bool, double> share, Func<Random, string>? source = null,
        string? always = null, int seed = 1)
    {
        var log = new PlantedLog();
        var random = new Random(seed);
        var vector = Near(random, null, 0);
        source ??= random => $"a{100 + random.Next(200)}";
        for (var account = 0; account < 300; account++)
        {
            var name = $"a{account}";
            for (var i = 0; i < 20; i++)
            {
                var back = name == always || random.NextDouble() < share(random, account < 40);
                log.Add(new Row(name, account < 40, random.NextInt64(7 * Day), vector,
                    BringsBack: back ? source(random) : null));
            }
        }

        var (candidate, scene) = log.Build();
        return Replay.Measure(candidate, scene);
    }
}
