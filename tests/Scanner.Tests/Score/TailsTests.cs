using FsCheck;
using FsCheck.Fluent;
using Scanner.Score;

namespace Scanner.Tests.Score;

public sealed class TailsTests
{
    [Fact]
    public void Chernoff_bounds_the_exact_tail_of_a_Poisson_variable()
    {
        var compared = 0;
        foreach (var mean in new[] { 0.1, 1, 5, 20.0 })
        {
            for (var count = 0; count < 60; count++)
            {
                Assert.True(Math.Exp(Tails.LogUpper(count, mean)) >= Tails.PoissonAtLeast(count, mean) - 1e-12);
                compared++;
            }
        }

        Assert.Equal(240, compared);
    }

    [Theory]
    [InlineData(0, 3, 1)]
    [InlineData(1, 1, 0.632120559)]
    [InlineData(3, 2, 0.323323584)]
    public void Poisson_tail_is_exact(int count, double mean, double expected) =>
        Assert.Equal(expected, Tails.PoissonAtLeast(count, mean), 8);

    [Fact]
    public void Discoveries_are_those_of_Benjamini_and_Hochberg()
    {
        // The example of the paper, table 1: 15 hypotheses, four rejected at 0.05.
        double[] p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
            0.6528, 0.7590, 1];

        var rejected = Tails.Discoveries([.. p.Select(value => Math.Log(value))], 0.05);

        Assert.Equal(4, rejected.Count(discovered => discovered));
        Assert.All(rejected[..4], Assert.True);
    }

    [Fact]
    public void A_smaller_p_is_never_spared()
    {
        Prop.ForAll(Gen.Choose(1, 1000).ArrayOf().ToArbitrary(), thousandths =>
        {
            double[] logP = [.. thousandths.Select(p => Math.Log(p / 1000.0))];
            var rejected = Tails.Discoveries(logP, 0.1);
            return Enumerable.Range(0, logP.Length).All(i => !rejected[i]
                || Enumerable.Range(0, logP.Length).All(j => logP[j] > logP[i] || rejected[j]));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void No_hypothesis_no_discovery() => Assert.Empty(Tails.Discoveries([], 0.05));
}
