using Scanner.Score;
using Scanner.Score.Channels;
using static Scanner.Tests.Score.PlantedLog;

namespace Scanner.Tests.Score;

/// <summary>Every channel alone, on logs made to have its effect and on logs made not to.</summary>
public sealed class ChannelTests
{
    [Fact]
    public void Spread_sees_accounts_that_repeat_a_template()
    {
        var (candidate, scene) = Ordinary(1, (random, account) => account < 20);
        Assert.True(Spread.Test(candidate, scene, 4).LogP < Math.Log(1e-6));
        Assert.Equal(20, Spread.Test(candidate, scene, 4).Actors);
    }

    [Fact]
    public void Spread_of_a_popular_text_is_chance()
    {
        var small = 0;
        for (var seed = 0; seed < 100; seed++)
        {
            var (candidate, scene) = Ordinary(seed, (random, account) => random.NextDouble() < 0.05);
            small += candidate.Carriers.Length > 0 && Spread.Test(candidate, scene, 4).LogP < Math.Log(0.05) ? 1 : 0;
        }

        Assert.InRange(small, 0, 5);
    }

    [Fact]
    public void Seats_of_one_organisation_are_one_actor()
    {
        var (candidate, scene) =
            Ordinary(1, (random, account) => account < 20, account => account < 20 ? "acme" : null);
        Assert.Equal(1, Spread.Test(candidate, scene, 4).Actors);
    }

    [Theory]
    [InlineData("turns", 0, 0.5, 1)]
    [InlineData("chance", 0.7, 1.3, 0)]
    [InlineData("bursts", 3, 100, 1)]
    public void Synchrony_tells_turns_and_bursts_from_chance(string timing, double least, double most, double natsMin)
    {
        var log = new PlantedLog();
        var random = new Random(3);
        for (var i = 0; i < 2000; i++)
        {
            var time = timing switch
            {
                "turns" => i * 40 * Second,
                "bursts" => (i / 10 * 400 * Second) + (random.Next(30) * Second),
                _ => random.NextInt64(2000 * 40 * Second),
            };
            log.Add(new Row($"a{i % 20}", true, time, Near(random, null, 0)));
        }

        var (candidate, scene) = log.Build();
        var evidence = Synchrony.Measure(candidate, scene);
        Assert.InRange(evidence.Value, least, most);
        Assert.True(natsMin == 0 ? evidence.LogLikelihoodRatio == 0 : evidence.LogLikelihoodRatio >= natsMin);
    }

    [Theory]
    [InlineData(12, true)]
    [InlineData(2, false)]
    public void Few_requests_fire_together_only_in_several_minutes(int bursts, bool fires)
    {
        // Bursts of five accounts within twenty seconds of an hour of their own: 10 pairs in a minute, 1/6 expected.
        var log = new PlantedLog();
        var random = new Random(3);
        for (var i = 0; i < bursts * 5; i++)
        {
            log.Add(new Row($"a{i % 5}", true, (i / 5 * 3600 * Second) + (random.Next(20) * Second),
                Near(random, null, 0)));
        }

        var (candidate, scene) = log.Build();
        Assert.Equal(fires, Synchrony.Measure(candidate, scene).LogLikelihoodRatio > 1);
    }

    [Fact]
    public void Rhythm_tells_a_queue_from_people()
    {
        Assert.True(RhythmOf(flat: true) > 0.8);
        Assert.True(RhythmOf(flat: false) < 0.1);
    }

    [Fact]
    public void Infrastructure_needs_more_sharing_than_others_do()
    {
        Assert.True(InfrastructureOf(sharedPayments: 10) > 0.5);
        Assert.True(InfrastructureOf(sharedPayments: 0) < 0);
        // A client that half of everybody uses says nothing.
        Assert.True(InfrastructureOf(sharedPayments: 0, userAgent: "popular") < 0);
    }

    [Fact]
    public void Evenness_tells_a_dealer_from_people()
    {
        Assert.True(EvennessOf(_ => 30) > 1);
        Assert.True(EvennessOf(account => 4 << (account % 7)) < -0.5);
    }

    [Fact]
    public void One_prompt_sent_again_and_again_by_all_of_a_log_is_no_common_list()
    {
        var (sampled, scene) = OnePrompt(again: 20);
        Assert.True(Spread.Test(sampled, scene, 4).LogP < Math.Log(1e-6));
        Assert.True(CommonList.Measure(sampled, scene).LogLikelihoodRatio == 0);
        // Five texts that thirty accounts send once each are one.
        var log = new PlantedLog();
        for (var account = 0; account < 30; account++)
        {
            for (var text = 0; text < 5; text++)
            {
                log.Add(new Row($"a{account}", true, text * Day, Near(new Random(text), null, 0), Text: text));
            }
        }

        var (listed, listedScene) = log.Build();
        Assert.True(CommonList.Measure(listed, listedScene).LogLikelihoodRatio < -2);
    }

    [Fact]
    public void A_queue_that_starts_again_from_its_head_is_no_common_list()
    {
        var log = new PlantedLog();
        for (var i = 0; i < 1000; i++)
        {
            log.Add(new Row($"a{i % 49}", true, i * 60 * Second, Near(new Random(i % 500), null, 0), Text: i % 500));
        }

        var (candidate, scene) = log.Build();
        Assert.Equal(0, CommonList.Measure(candidate, scene).LogLikelihoodRatio, 1e-9);
    }

    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(0.5, 0.5)]
    public void Succession_needs_bans_beyond_those_of_others(double banned, double least)
    {
        var log = new PlantedLog();
        for (var account = 0; account < 200; account++)
        {
            var isCarrier = account < 40;
            var isBanned = isCarrier ? account < 40 * banned : account % 50 == 0;
            log.Accounts[$"a{account}"] = new Scanner.Ingest.AccountRow(
                null, null, null, null, null, isBanned ? DateTime.UnixEpoch.AddDays(3) : null);
            for (var i = 0; i < 6; i++)
            {
                // Banned accounts send before the ban, the fresh ones after it.
                var day = isBanned || !isCarrier ? i * 0.4 : 3.5 + (i * 0.4);
                log.Add(new Row($"a{account}", isCarrier, (long)(day * Day), Near(new Random(i), null, 0)));
            }
        }

        var (candidate, scene) = log.Build();
        var nats = Succession.Measure(candidate, scene).LogLikelihoodRatio;
        Assert.True(least == 0 ? nats == 0 : nats > least, $"{nats}");
    }

    [Fact]
    public void Registration_tells_accounts_made_for_the_purpose()
    {
        Assert.True(RegistrationOf(recent: true) > 0.5);
        Assert.True(RegistrationOf(recent: false) < 0);
    }

    [Fact]
    public void Pivot_needs_more_than_the_rush_of_everybody()
    {
        Assert.True(PivotOf(others: 0.1) > 0.5);
        Assert.Equal(0, PivotOf(others: 1));
    }

    private static double PivotOf(double others)
    {
        var log = new PlantedLog { Release = ("new", Day) };
        for (var account = 0; account < 200; account++)
        {
            var moves = account < 20 || account < 200 * others;
            for (var i = 0; i < 24; i++)
            {
                log.Add(new Row($"a{account}", account < 20, i * 4 * 3600 * Second, Near(new Random(i), null, 0),
                    Model: i > 6 && i % 2 == 0 && moves ? "new" : "old"));
            }
        }

        var (candidate, scene) = log.Build();
        return Pivot.Measure(candidate, scene).LogLikelihoodRatio;
    }

    private static double RegistrationOf(bool recent)
    {
        var log = new PlantedLog();
        var random = new Random(5);
        for (var account = 0; account < 300; account++)
        {
            var isCarrier = account < 30;
            var age = isCarrier && recent ? random.NextDouble() * 20 : random.NextDouble() * 500;
            log.Accounts[$"a{account}"] = new Scanner.Ingest.AccountRow(
                null, DateTime.UnixEpoch.AddDays(-age), null, null, null, null);
            for (var i = 0; i < 5; i++)
            {
                log.Add(new Row($"a{account}", isCarrier, i * Day, Near(random, null, 0)));
            }
        }

        var (candidate, scene) = log.Build();
        return Registration.Measure(candidate, scene).LogLikelihoodRatio;
    }

    private static (Candidate Candidate, Scene Scene) OnePrompt(int again)
    {
        var log = new PlantedLog();
        for (var account = 0; account < 40; account++)
        {
            for (var i = 0; i < again; i++)
            {
                log.Add(new Row($"a{account}", true, i * 3600 * Second, Near(new Random(1), null, 0), Text: 0));
            }
        }

        return log.Build();
    }

    private static double EvennessOf(Func<int, int> requests)
    {
        var log = new PlantedLog();
        var random = new Random(5);
        for (var account = 0; account < 30; account++)
        {
            for (var i = 0; i < requests(account); i++)
            {
                log.Add(new Row($"a{account}", true, random.NextInt64(7 * Day), Near(random, null, 0)));
            }
        }

        var (candidate, scene) = log.Build();
        return Evenness.Measure(candidate, scene.Population).LogLikelihoodRatio;
    }

    private static double InfrastructureOf(int sharedPayments, string? userAgent = null)
    {
        var log = new PlantedLog();
        var random = new Random(5);
        for (var account = 0; account < 400; account++)
        {
            for (var i = 0; i < 5; i++)
            {
                log.Add(new Row($"a{account}", account < 20, random.NextInt64(7 * Day), Near(random, null, 0),
                    Payment: account < sharedPayments ? "p" : $"p{account}",
                    Ip: $"10.{account % 200}.{account / 200}.7",
                    UserAgent: account % 2 == 0 ? userAgent : $"own{account}"));
            }
        }

        var (candidate, scene) = log.Build();
        return Infrastructure.Measure(candidate, scene).LogLikelihoodRatio;
    }

    private static double RhythmOf(bool flat)
    {
        var log = new PlantedLog();
        var random = new Random(5);
        for (var i = 0; i < 6000; i++)
        {
            var planted = i < 1500;
            // People sleep eight hours; a queue does not.
            var hour = planted && flat ? random.Next(24) : 8 + random.Next(16);
            var time = (random.Next(7) * Day) + (hour * 3600 * Second);
            log.Add(new Row($"{(planted ? 'p' : 'a')}{i % 30}", planted, time, Near(random, null, 0)));
        }

        var (candidate, scene) = log.Build();
        return Rhythm.Measure(candidate, scene).LogLikelihoodRatio;
    }

    private static (Candidate Candidate, Scene Scene) Ordinary(
        int seed, Func<Random, int, bool> planted, Func<int, string?>? org = null)
    {
        var log = new PlantedLog();
        var random = new Random(seed);
        for (var account = 0; account < 300; account++)
        {
            for (var i = 0; i < 10 + (account % 17); i++)
            {
                log.Add(new Row($"a{account}", planted(random, account), random.NextInt64(7 * Day),
                    Near(random, null, 0), Org: org?.Invoke(account)));
            }
        }

        return log.Build();
    }
}
