using Scanner.Score;
using Scanner.Score.Channels;
using static Scanner.Tests.Score.PlantedLog;

namespace Scanner.Tests.Score;

/// <summary>Whether payloads are dealt out, on logs made to show it and on logs made not to.</summary>
public sealed class ShardingTests
{
    [Fact]
    public void Sharding_speaks_for_a_queue_and_against_own_subjects()
    {
        var (queue, queueScene) = Planted(ownSubject: 0);
        Assert.InRange(Sharding.Measure(queue, queueScene).LogLikelihoodRatio, 0.5, 2);
        var (people, peopleScene) = Planted(ownSubject: 0.5);
        Assert.InRange(Sharding.Measure(people, peopleScene).LogLikelihoodRatio, -3, -1);
    }

    [Fact]
    public void Sharding_p_values_of_exchangeable_payloads_are_uniform()
    {
        var p = Enumerable.Range(0, 40).Select(seed => Planted(ownSubject: 0, seed: seed))
            .Select(log => Sharding.Test(log.Candidate, log.Scene)!.Value.PValue).ToArray();
        Assert.InRange(p.Average(), 0.35, 0.65);
        Assert.InRange(p.Count(value => value < 0.1), 0, 10);
    }

    [Fact]
    public void A_retry_is_no_subject_of_its_own()
    {
        // Every fifth request is sent again a minute later by the same account, as clients do.
        var (queue, scene) = Planted(ownSubject: 0, isRetried: true);
        var (once, onceScene) = Planted(ownSubject: 0);
        Assert.True(queue.Requests.Length > once.Requests.Length);
        Assert.Equal(Sharding.Test(once, onceScene), Sharding.Test(queue, scene));
    }

    [Fact]
    public void What_all_send_alike_does_not_hide_own_subjects()
    {
        // A class: every third request is the task itself, the others are about everybody's own solution.
        var log = new PlantedLog();
        var random = new Random(5);
        var task = Near(random, null, 0);
        for (var account = 0; account < 30; account++)
        {
            var subject = Near(random, null, 0);
            for (var i = 0; i < 20; i++)
            {
                var isTask = i % 3 == 0;
                log.Add(new Row($"a{account}", true, random.NextInt64(7 * Day),
                    isTask ? task : Near(random, subject, 0.5), Text: isTask ? 0 : 1 + (account * 20) + i));
            }
        }

        var (candidate, scene) = log.Build();
        Assert.True(Sharding.Measure(candidate, scene).LogLikelihoodRatio < -1);
    }

    [Fact]
    public void Accounts_of_one_organisation_are_one()
    {
        var log = new PlantedLog();
        var random = new Random(5);
        for (var i = 0; i < 400; i++)
        {
            log.Add(new Row($"a{i % 20}", true, random.NextInt64(7 * Day), Near(random, null, 0), Org: "acme"));
        }

        var (candidate, scene) = log.Build();
        Assert.Null(Sharding.Test(candidate, scene));
        Assert.Equal(0, Evenness.Measure(candidate, scene.Population).LogLikelihoodRatio, 0.1);
        Assert.Equal(0, Synchrony.Measure(candidate, scene).LogLikelihoodRatio);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Only_items_that_come_back_make_a_common_list(bool comesBack)
    {
        // Thirty accounts send twenty items once each: the same ones, or such as differ in the same way.
        var log = new PlantedLog();
        var random = new Random(7);
        var items = Enumerable.Range(0, 20).Select(_ => Near(random, null, 0)).ToArray();
        for (var account = 0; account < 30; account++)
        {
            for (var item = 0; item < items.Length; item++)
            {
                log.Add(new Row($"a{account}", true, random.NextInt64(7 * Day),
                    comesBack ? items[item] : Near(random, items[item], 0.7)));
            }
        }

        var (candidate, scene) = log.Build();
        var test = Sharding.Test(candidate, scene)!.Value;
        Assert.True(test.Z < -3, $"{test.Z}");
        var nats = Sharding.Measure(candidate, scene).LogLikelihoodRatio;
        Assert.True(comesBack ? nats < -1 : nats > 0.5, $"{nats}");
    }

    private static (Candidate Candidate, Scene Scene) Planted(double ownSubject, int seed = 1, bool isRetried = false)
    {
        var log = new PlantedLog();
        var random = new Random(seed);
        for (var account = 0; account < 30; account++)
        {
            var subject = Near(random, null, 0);
            for (var i = 0; i < 20; i++)
            {
                var (time, vector) = (random.NextInt64(7 * Day), Near(random, subject, ownSubject));
                var text = (account * 20) + i;
                log.Add(new Row($"a{account}", true, time, vector, Text: text));
                if (i % 5 == 0 && isRetried)
                {
                    log.Add(new Row($"a{account}", true, time + (60 * Second), vector, Text: text));
                }
            }
        }

        return log.Build();
    }
}
