using FsCheck;
using FsCheck.Fluent;
using Scanner.Join;
using Scanner.Tests.Join.Hnsw;

namespace Scanner.Tests.Join;

/// <summary>The bound by prefixes, and the choice of them.</summary>
public sealed class RowPrefixTests
{
    private static readonly BlockShape Shape = new(LeftRows: 4, RightRows: 24);

    private static readonly Arbitrary<(int Dim, int Length, int Seed)> Cases =
        (from dim in Gen.Elements(16, 17, 40, 64, 255, 768)
         from steps in Gen.Choose(1, Math.Min(8, dim / RowPrefix.Step))
         from seed in Gen.Choose(0, int.MaxValue)
         select (dim, steps * RowPrefix.Step, seed)).ToArbitrary();

    [Fact]
    public void The_bound_holds_for_any_rows_and_is_tight_within_the_basis() => Prop.ForAll(Cases, sample =>
    {
        var (dim, length, seed) = sample;
        var prefix = TestBases.Random(dim, length, seed);
        var random = new Random(seed);

        // Rows of lengths about 1, every other one close to the one before, so that bounds are nearly reached.
        const int Rows = 10;
        var rows = new float[Rows * dim];
        for (int i = 0; i < rows.Length; i++)
        {
            bool isCopy = i / dim % 2 == 1;
            rows[i] = isCopy ? rows[i - dim] + 1e-4f * random.NextSingle() : random.NextSingle() - 0.5f;
        }

        Scale(rows, dim, random);
        var prefixes = new float[Rows * length];
        prefix.Project(rows, prefixes);
        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j < Rows; j++)
            {
                double bound = Dot(prefixes, i, j, length) + prefix.Slack
                    + (double)Rest(prefix, rows, prefixes, i) * Rest(prefix, rows, prefixes, j);
                double similarity = Dot(rows, i, j, dim);
                Assert.True(similarity <= bound, $"{similarity:R} is above {bound:R}");
                if (i == j) Assert.True(bound <= similarity + 0.01, $"{bound:R} is far above {similarity:R}");
            }

            Assert.True(Math.Sqrt(Dot(prefixes, i, i, length)) <= prefix.LengthMax);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_longest_directions_come_first_and_are_orthonormal()
    {
        // Rows along three directions of a matrix of 64, the first twice as long as the second, and some noise.
        const int Dim = 64, Rows = 500;
        var random = new Random(3);
        var rows = new float[Rows * Dim];
        for (int i = 0; i < rows.Length; i++)
        {
            int axis = i % Dim;
            float width = axis switch { 7 => 1, 40 => 0.5f, 63 => 0.25f, _ => 0.01f };
            rows[i] = width * (random.NextSingle() - 0.5f);
        }

        var basis = PrincipalBasis.Of(rows, Dim, 16);
        Assert.Equal([7, 40, 63], Enumerable.Range(0, 3).Select(row => Largest(basis, row, Dim)));
        var leveled = PrincipalBasis.Level(basis, Dim, 16);
        foreach (var some in new[] { basis, leveled })
        {
            for (int i = 0; i < 16; i++)
            {
                for (int j = 0; j < 16; j++) Assert.Equal(i == j ? 1 : 0, Dot(some, i, j, Dim), 5);
            }
        }

        // Turned within what it spans: the first axis still lies in it.
        Assert.Equal(1, Enumerable.Range(0, 16).Sum(row => Math.Pow(leveled[row * Dim + 7], 2)), 3);
    }

    [Theory]
    [InlineData(1, 5, 3)]
    [InlineData(4, 16, 16)]
    [InlineData(7, 33, 48)]
    [InlineData(19, 24, 32)]
    public void Products_are_those_of_plain_loops(int rows, int inner, int width)
    {
        width = width / FloatMatrix.Columns * FloatMatrix.Columns + FloatMatrix.Columns;
        var random = new Random(rows);
        float[] left = Numbers(rows * inner), right = Numbers(inner * width), product = new float[rows * width];
        FloatMatrix.Multiply(left, right, width, product);
        for (int i = 0; i < product.Length; i++)
        {
            double expected = Enumerable.Range(0, inner)
                .Sum(k => (double)left[i / width * inner + k] * right[k * width + i % width]);
            Assert.Equal(expected, product[i], 4);
        }

        float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
    }

    [Fact]
    public void A_prefix_is_chosen_where_it_rules_out_pairs_and_only_there()
    {
        const int Dim = 256, Rows = 6_500;
        var scattered = RowSource.Of(ClusteredRows.Make(Rows, Dim, seed: 1, centers: 100_000), Dim);
        var strict = PrefixChoice.For(scattered, 0.9f, Shape);
        var mild = PrefixChoice.For(scattered, 0.8f, Shape);
        Assert.NotNull(strict);
        Assert.NotNull(mild);
        Assert.True(strict.Length < mild.Length, $"{strict.Length} at 0.9, {mild.Length} at 0.8");
        Assert.Null(PrefixChoice.For(scattered, 0.3f, Shape));

        // Where all rows are alike every pair reaches the threshold; then too few rows, and a length of no whole step.
        Assert.Null(Choice(Rows, Dim, centers: 1));
        Assert.Null(Choice(100, Dim, centers: 9));
        Assert.Null(Choice(Rows, 20, centers: 9_999));

        static RowPrefix? Choice(int rows, int dim, int centers) => PrefixChoice.For(
            RowSource.Of(ClusteredRows.Make(rows, dim, seed: 2, centers), dim), 0.8f, Shape);
    }

    public static TheoryData<string> Backends =>
        [.. JoinBackends.All.Where(backend => backend.IsAvailable).Select(backend => backend.Name)];

    [Theory]
    [MemberData(nameof(Backends))]
    public void A_join_with_a_prefix_is_the_one_without(string backend)
    {
        // Enough rows for a prefix to be chosen; the last tile ends within a panel.
        const int Dim = 96, Rows = 6_013;
        var rows = RowSource.Of(ClusteredRows.Make(Rows, Dim, seed: 8, centers: 2_000, noise: 0.35f), Dim);
        var shape = new BlockShape(LeftRows: 8, RightRows: 32);
        var settings = new JoinSettings(0.8f) { Cap = 7, Threads = 2 };
        Assert.NotNull(PrefixChoice.For(rows, settings.Threshold, shape));
        var found = Joiner.SelfJoin(rows, settings with { Backend = backend });
        var expected = Joiner.SelfJoin(rows, settings with { Backend = "reference" });
        Assert.True(expected.PairCount > 1_000, $"only {expected.PairCount} pairs");
        Assert.Equal(expected.PairCount, found.PairCount);
        Assert.Equal(expected.Neighbors, found.Neighbors);
        Assert.Equal(expected.Components, found.Components);
    }

    private static void Scale(float[] rows, int dim, Random random)
    {
        for (int row = 0; row < rows.Length / dim; row++)
        {
            double length = (0.991 + 0.018 * random.NextDouble()) / Math.Sqrt(Dot(rows, row, row, dim));
            for (int k = 0; k < dim; k++) rows[row * dim + k] *= (float)length;
        }
    }

    private static float Rest(RowPrefix prefix, float[] rows, float[] prefixes, int row) => prefix.RestOf(
        rows.AsSpan(row * prefix.Dim, prefix.Dim), prefixes.AsSpan(row * prefix.Length, prefix.Length));

    private static double Dot(float[] rows, int one, int other, int dim) =>
        Enumerable.Range(0, dim).Sum(k => (double)rows[one * dim + k] * rows[other * dim + k]);

    private static int Largest(float[] basis, int row, int dim) =>
        Enumerable.Range(0, dim).MaxBy(k => Math.Abs(basis[row * dim + k]));
}
