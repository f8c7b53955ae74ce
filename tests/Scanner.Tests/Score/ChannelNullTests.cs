using Scanner.Ingest;
using Scanner.Score;
using Scanner.Score.Channels;
using static Scanner.Tests.Score.PlantedLog;

namespace Scanner.Tests.Score;

/// <summary>
/// The p-values of the channels on benign traffic: forty unrelated people of three hundred happen to use one template.
/// Where the measured thing is continuous they are uniform; where it is a small count they are never too small.
/// </summary>
public sealed class ChannelNullTests
{
    private const int Logs = 200;

    public static TheoryData<string> Uniform => ["registration", "rhythm", "synchrony"];

    // That a popular text is chance for spread, and that exchangeable payloads are for sharding, ChannelTests and
    // ShardingTests hold.
    public static TheoryData<string> Counting => ["infrastructure", "parameters", "succession", "pivot"];

    [Theory]
    [MemberData(nameof(Uniform))]
    public void P_values_are_uniform_where_nothing_is_planted(string channel)
    {
        var values = PValues(channel);
        Assert.True(values.Length > Logs / 2, $"{channel} told a p-value on {values.Length} of {Logs} logs only.");
        var even = Enumerable.Range(0, 10_000).Select(i => (i + 0.5) / 10_000).ToArray();
        var (distance, _) = TwoSample.KolmogorovSmirnov(values, even);
        // 1.63 ÷ √n is the distance that uniform values exceed once in a hundred times.
        Assert.True(distance < 1.63 / Math.Sqrt(values.Length), $"{channel}: distance {distance:0.000}");
    }

    [Theory]
    [MemberData(nameof(Counting))]
    [MemberData(nameof(Uniform))]
    public void P_values_are_not_too_small_where_nothing_is_planted(string channel)
    {
        var values = PValues(channel);
        foreach (var level in new[] { 0.01, 0.05, 0.2 })
        {
            // Four standard deviations of a count of 200 at most.
            var most = (level * Logs) + (4 * Math.Sqrt(level * Logs));
            var small = values.Count(p => p <= level);
            Assert.True(small <= most, $"{channel}: {small} at {level}");
        }
    }

    private static double[] PValues(string channel) =>
        [.. All.Value.Select(evidence => evidence.Single(item => item.Channel == channel).PValue)
            .Where(p => p is not null).Select(p => p!.Value)];

    private static Lazy<Evidence[][]> All { get; } = new(() => [.. Enumerable.Range(0, Logs).AsParallel().AsOrdered()
        .Select(seed =>
        {
            var (candidate, scene) = Benign(seed);
            return new[]
            {
                Registration.Measure(candidate, scene), Rhythm.Measure(candidate, scene),
                Synchrony.Measure(candidate, scene), Infrastructure.Measure(candidate, scene),
                Parameters.Measure(candidate, scene), Succession.Measure(candidate, scene),
                Pivot.Measure(candidate, scene),
            };
        })]);

    private static (Candidate Candidate, Scene Scene) Benign(int seed)
    {
        var random = new Random(seed);
        var log = new PlantedLog { Release = ("new", 3 * Day) };
        var vector = Near(random, null, 0);
        for (var account = 0; account < 300; account++)
        {
            log.Accounts[$"a{account}"] = new AccountRow(null, DateTime.UnixEpoch.AddDays(-random.NextDouble() * 300),
                null, null, $"mail{random.Next(5)}",
                random.NextDouble() < 0.02 ? DateTime.UnixEpoch.AddDays(random.NextDouble() * 7) : null);
            var (awake, rushes) = (random.Next(24), random.NextDouble() < 0.3);
            var (client, block, tokens) = (random.Next(6), random.Next(60), 1L << random.Next(8, 13));
            var planted = account < 40;
            // Volumes of carriers as of others: what is compared must not differ by how much somebody sends.
            var requests = 30 + random.Next(20);
            for (var i = 0; i < requests; i++)
            {
                var time = (random.Next(7) * Day) + (((awake + random.Next(12)) % 24) * 3600 * Second)
                    + random.NextInt64(3600 * Second);
                log.Add(new Row($"a{account}", planted, time, vector, $"pay{account}", $"10.0.{block}.7",
                    $"client{client}", tokens,
                    Model: time > 3 * Day && rushes && random.NextDouble() < 0.8 ? "new" : "old"));
            }
        }

        return log.Build();
    }
}
