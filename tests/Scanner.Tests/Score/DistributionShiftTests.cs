using Scanner.Score;
using Scanner.Score.Shift;
using static Scanner.Tests.Score.PlantedLog;

namespace Scanner.Tests.Score;

/// <summary>The shift of traffic on logs that change through some accounts, and on logs that do not change.</summary>
public sealed class DistributionShiftTests
{
    private const int Accounts = 120;
    private const int Changing = 20;
    private const int Days = 7;

    [Fact]
    public void Accounts_that_change_what_they_ask_are_seen_and_named()
    {
        var (shift, scene) = Measure(seed: 1, changeDay: 4);
        var windows = shift.Traffic!.Windows;
        Assert.Equal(Days - 1, windows.Count);
        Assert.All(windows.Where(window => window.From.CompareTo("1970-01-05") > 0), window =>
        {
            Assert.True(window.PValue <= 0.01);
            Assert.True(window.Distance > 2 * window.Chance);
        });
        var ids = scene.Population.Requests.Accounts.Values;
        var most = Enumerable.Range(0, ids.Length).OrderByDescending(account => shift.ShareOf[account])
            .Take(Changing).Select(account => ids[account]);
        Assert.True(most.Count(IsChanging) >= Changing - 2);
        Assert.Equal(1, shift.ShareOf.Sum(), 1e-3);
        Assert.True(Enumerable.Range(0, ids.Length).Where(account => IsChanging(ids[account]))
            .Sum(account => shift.ShareOf[account]) > 0.7);
    }

    [Fact]
    public void P_values_are_uniform_where_nothing_changes()
    {
        var values = Enumerable.Range(0, 60).AsParallel().AsOrdered()
            .SelectMany(seed => Measure(seed, changeDay: Days).Shift.Traffic!.Windows.Take(1))
            .Select(window => window.PValue).ToArray();
        var even = Enumerable.Range(0, 10_000).Select(i => (i + 0.5) / 10_000).ToArray();
        // 1.63 ÷ √n is the distance that uniform values exceed once in a hundred times.
        Assert.True(TwoSample.KolmogorovSmirnov(values, even).Distance < 1.63 / Math.Sqrt(values.Length));
    }

    [Fact]
    public void Features_approach_the_kernel()
    {
        var features = new RandomFeatures(32, 4096);
        var random = new Random(1);
        for (var pair = 0; pair < 20; pair++)
        {
            var (left, right) = (Near(random, null, 0), Near(random, null, 0));
            var (sum, other) = (new float[4096], new float[4096]);
            features.AddTo(left, sum);
            features.AddTo(right, other);
            var distance = left.Zip(right, (a, b) => (a - b) * (a - b)).Sum();
            Assert.Equal(Math.Exp(-distance / 2), sum.Zip(other, (a, b) => a * b).Sum(), 0.08);
        }
    }

    [Fact]
    public void A_short_log_is_not_compared()
    {
        var log = new PlantedLog();
        log.Add(new Row("a", true, Day, Near(new Random(1), null, 0)));
        log.Add(new Row("b", true, Day + 1, Near(new Random(1), null, 0)));
        var shift = DistributionShift.Measure(log.Build(repeatsMin: 1).Scene);
        Assert.Null(shift.Traffic);
        Assert.All(shift.ShareOf, share => Assert.Equal(0, share));
    }

    private static bool IsChanging(string account) => int.Parse(account[1..]) < Changing;

    private static (LocatedShift Shift, Scene Scene) Measure(int seed, int changeDay)
    {
        var log = new PlantedLog();
        var random = new Random(seed);
        var campaign = Near(random, null, 0);
        for (var account = 0; account < Accounts; account++)
        {
            var own = Near(random, null, 0);
            for (var day = 0; day < Days; day++)
            {
                for (var i = random.Next(6); i > 0; i--)
                {
                    var subject = account < Changing && day >= changeDay ? campaign : own;
                    log.Add(new Row($"a{account}", true, (day * Day) + random.NextInt64(Day),
                        Near(random, subject, 2)));
                }
            }
        }

        var scene = log.Build().Scene;
        return (DistributionShift.Measure(scene), scene);
    }
}
