using FsCheck;
using FsCheck.Fluent;
using Scanner.Join;

namespace Scanner.Tests.Join;

/// <summary>The parts of two rests never say less than the rests do, and fit an int8.</summary>
public sealed class Int8ScaleTests
{
    private static readonly Arbitrary<(int Seed, int Most)> Cases =
        (from seed in Gen.Choose(0, int.MaxValue)
         from most in Gen.Elements(79, 127)
         select (seed, most)).ToArbitrary();

    [Fact]
    public void Parts_bound_the_product_of_two_rests_closely()
    {
        Prop.ForAll(Cases, sample =>
        {
            var random = new Random(sample.Seed);
            var (one, oneStep, oneRest) = Parts(random, sample.Most);
            var (other, otherStep, otherRest) = Parts(random, sample.Most);
            int sum = 0;
            for (int i = 0; i < one.Length; i++) sum += one[i] * other[i];
            double said = sum * (double)oneStep * otherStep, product = (double)oneRest * otherRest;
            Assert.True(said >= product, $"{said} < {product}");

            // By no more than what a step does to each.
            double most = (oneRest + oneStep) * ((double)otherRest + otherStep);
            Assert.True(said <= most + 1e-6, $"{said} for {product}, at most {most}");
            Assert.All(one, part => Assert.InRange(part, 0, sample.Most));
        }).QuickCheckThrowOnFailure();
    }

    // The longest rest of a tile sets the step, unless a prefix has a larger number.
    private static (sbyte[] Parts, float Step, float Length) Parts(Random random, int most)
    {
        float longest = random.NextSingle() * 1.01f, largest = random.Next(2) * random.NextSingle();
        float step = Int8Scale.StepOf(largest, longest, most);
        float rest = random.Next(3) == 0 ? longest : longest * random.NextSingle();
        var parts = new sbyte[Int8Scale.Filled(1) - 1];
        Int8Scale.Split(rest, step, parts);
        return (parts, step, rest);
    }
}
