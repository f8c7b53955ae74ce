using FsCheck;
using FsCheck.Fluent;
using Scanner.Join;
using Scanner.Tests.Join.Hnsw;

namespace Scanner.Tests.Join;

/// <summary>
/// Attacks the bound of the int8 backend: rows that are rounded badly, and thresholds that lie exactly at a pair, so
/// that a bound too small by anything loses it.
/// </summary>
public sealed class Int8BackendTests
{
    private static readonly Arbitrary<(int Kind, int Dim, int Seed)> Cases =
        (from kind in Gen.Choose(0, 5)
         from dim in Gen.Elements(1, 3, 4, 5, 17, 64, 255, 384)
         from seed in Gen.Choose(0, int.MaxValue)
         select (kind, dim, seed)).ToArbitrary();

    private static IEnumerable<IJoinBackend> Listed =>
        JoinBackends.All.Where(backend => backend.Name.StartsWith("int8", StringComparison.Ordinal));

    public static TheoryData<string> Names() => [.. Listed.Select(backend => backend.Name)];

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void No_pair_is_lost_at_any_threshold(string name)
    {
        int compared = 0, withPrefix = 0;
        Skip.IfNot(Backend(name).IsAvailable);
        Prop.ForAll(Cases, sample =>
        {
            const int Rows = 30;
            var (kind, dim, seed) = sample;
            var prefix = dim > RowPrefix.Step && seed % 2 == 0 ? TestBases.Random(dim, RowPrefix.Step, seed) : null;
            var backend = Backend(name, prefix);
            var values = BadRows(kind, Rows, dim, seed);
            var all = Verdicts(values, dim);
            var random = new Random(seed);
            foreach (var pair in all.OrderBy(_ => random.Next()).Take(10))
            {
                float threshold = MathF.Min(1, pair.Value);
                var expected = all.Where(other => other.Value >= threshold).Select(other => other.Key).ToHashSet();
                Assert.Equal(expected, [.. Collect(backend, values, dim, threshold).Keys]);
                compared += expected.Count;
                withPrefix += prefix is null ? 0 : expected.Count;
            }
        }).QuickCheckThrowOnFailure();
        Assert.True(compared > 1000, $"only {compared} pairs were compared");
        Assert.True(withPrefix > 100, $"only {withPrefix} pairs were compared with prefixes");
    }

    [SkippableTheory]
    [InlineData(0f, 3, 96)]
    [InlineData(0f, 3, 288)]
    [InlineData(0.02f, 3, 96)]
    [InlineData(0.02f, 3, 288)]
    [InlineData(0.5f, 5, 96)]
    [InlineData(0.5f, 5, 288)]
    [InlineData(0.9f, 9, 96)]
    [InlineData(0.9f, 9, 288)]
    public void Dense_tiles_count_what_nobody_wants_and_lose_nothing(float noise, int cap, int tileRows)
    {
        // Three families scattered over 1,700 rows: most tiles are dense, lists are short, and a family's rows of a
        // tile fill less than the widest panel, or two.
        const int Dim = 40;
        CheckDense(ClusteredRows.Make(1_700, Dim, seed: 5, centers: 3, noise), Dim, cap, tileRows);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e-35f)]
    [InlineData(1e-12f)]
    [InlineData(0.8f)]
    public unsafe void What_rows_leave_across_a_direction_bounds_their_product(float across)
    {
        // A row along an axis but for so much, and one with a similarity of about 0.6 with the axis.
        const int Dim = 40, Panel = 24;
        float[] axisOf = [1, .. new float[Dim - 1]], rest = new float[Dim];
        float[] one = [MathF.Sqrt(1 - across * across), across, .. new float[Dim - 2]];
        float[] other = [0.6f, 0.48f, 0.64f, .. new float[Dim - 3]];
        var tile = new PackedTile(Int8Axis.Bytes(Panel, Dim));
        var axis = new Int8Axis((byte*)tile.Floats, Panel, Dim, Panel);
        sbyte[] image = new sbyte[axis.Rests.RowBytes], first = image;
        axis.Store(0, one, axisOf, rest, first, sbyte.MaxValue);
        image = [.. first];
        var second = new sbyte[image.Length];
        axis.Store(1, other, axisOf, rest, second, sbyte.MaxValue);

        var rests = axis.Rests;
        float product = Enumerable.Range(0, Dim).Sum(k => image[k] * second[k]) + axis.Along[0] * axis.Along[1];
        float span = rests.ErrorSteps[0] * axis.Across[1]
            + (axis.Across[0] + rests.ErrorSteps[0]) * rests.ErrorSteps[1];
        float steps = rests.Steps[0] * rests.Steps[1], exact = one.Zip(other, (x, y) => x * y).Sum();
        Assert.InRange(exact, (product - span) / steps - 1e-6f, (product + span) / steps + 1e-6f);
        Assert.InRange(span / steps, 0, 0.01f);
        GC.KeepAlive(tile);
    }

    private static void CheckDense(float[] values, int dim, int cap, int tileRows)
    {
        var available = Listed.Where(backend => backend.IsAvailable).ToList();
        Skip.If(available.Count == 0, "no int8 backend runs here");
        var settings = new JoinSettings(0.55f) { Cap = cap, Threads = 2, TileRows = tileRows };
        var expected = Joiner.SelfJoin(RowSource.Of(values, dim), settings with { Backend = "reference" });
        Assert.True(expected.PairCount > 5 * expected.Pairs.Length, $"only {expected.PairCount} pairs");

        // At 0.55 nothing lies within rounding, and what lists hold may differ among equals of the last bits alone.
        var best = Best(expected);
        foreach (var backend in available)
        {
            var found = Joiner.SelfJoin(RowSource.Of(values, dim), settings with { Backend = backend.Name });
            Assert.Equal(expected.PairCount, found.PairCount);
            Assert.Equal(expected.Neighbors, found.Neighbors);
            Assert.Equal(expected.Components, found.Components);
            Assert.All(Best(found).Zip(best), lists => Assert.Equal(lists.Second, lists.First, new Close()));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(23)]
    [InlineData(480)]
    public void The_order_of_a_tile_loses_no_row_and_brings_families_together(int rows)
    {
        const int Dim = 40;
        var values = ClusteredRows.Make(rows, Dim, seed: 3, centers: 2, noise: 0.2f);

        // Every third row belongs to no family.
        var random = ClusteredRows.Make(rows, Dim, seed: 4, centers: 100_000);
        for (int row = 0; row < rows; row += 3) random.AsSpan(row * Dim, Dim).CopyTo(values.AsSpan(row * Dim));
        int[] order = new int[rows], families = new int[rows];
        Int8Order.Of(values, Dim).Fill(values, order, families);
        Assert.Equal(Enumerable.Range(0, rows), order.Order());
        int changes = Enumerable.Range(1, Math.Max(0, rows - 1))
            .Count(place => order[place] % 3 == 0 != (order[place - 1] % 3 == 0));
        if (rows == 480) Assert.InRange(changes, 1, 20);
    }

    // The similarities that a row's stored pairs have, best first, of which its list has the first.
    private static float[][] Best(SelfJoinResult result) =>
    [
        .. result.Pairs.Concat(result.Pairs.Select(pair => new SimilarPair(pair.Right, pair.Left, pair.Similarity)))
            .GroupBy(pair => pair.Left).OrderBy(row => row.Key)
            .Select(row => row.Select(pair => pair.Similarity).OrderDescending().Take(3).ToArray()),
    ];

    private sealed class Close : IEqualityComparer<float>
    {
        public bool Equals(float one, float other) => MathF.Abs(one - other) < 1e-5f;

        public int GetHashCode(float value) => 0;
    }

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void The_longest_rows_do_not_overflow(string name)
    {
        // 65,536 components of the largest int8 are the most that an int32 holds.
        const int Dim = 1 << 16;
        var backend = Backend(name);
        var values = new float[3 * Dim];
        Array.Fill(values, 1f / 256, 0, 2 * Dim);
        Array.Fill(values, -1f / 256, 2 * Dim, Dim);
        var found = Collect(backend, values, Dim, 0.99f);
        Assert.Contains((0, 1), found.Keys);
        Assert.DoesNotContain((0, 2), found.Keys);
    }

    [Fact]
    public void The_error_of_a_row_is_an_upper_bound_and_a_tight_one() =>
        Prop.ForAll(Cases, sample =>
        {
            var (kind, dim, seed) = sample;
            var row = BadRows(kind, 1, dim, seed);
            var image = new sbyte[dim];
            int most = seed % 2 == 0 ? Int8Vnni.Most : Int8Avx2.Most;
            var (step, error) = Int8Quantizer.Quantize(row, image, most);
            double distance = Math.Sqrt(Enumerable.Range(0, dim)
                .Sum(k => Math.Pow(row[k] - (double)step * image[k], 2)));
            Assert.True(error >= distance, $"{error:R} is less than {distance:R}");
            Assert.True(error <= distance * 1.000001 + 1e-30, $"{error:R} is far more than {distance:R}");
            Assert.All(image, number => Assert.InRange(number, -most, most));
            if (row.Any(value => value != 0)) Assert.True(distance <= 0.5001 * step * Math.Sqrt(dim));
        }).QuickCheckThrowOnFailure();

    // The similarities that decide, of every pair, whatever int8 says of it.
    private static unsafe Dictionary<(int, int), float> Verdicts(float[] values, int dim)
    {
        int rows = values.Length / dim, length = (dim + FloatRow.Width - 1) / FloatRow.Width * FloatRow.Width;
        var padded = new float[rows * length];
        for (int row = 0; row < rows; row++) values.AsSpan(row * dim, dim).CopyTo(padded.AsSpan(row * length));
        var found = new Dictionary<(int, int), float>();
        fixed (float* first = padded)
        {
            for (int left = 0; left < rows; left++)
            {
                for (int right = left + 1; right < rows; right++)
                {
                    float similarity = FloatRow.Dot(first + left * length, first + right * length, length);
                    Assert.Equal(similarity, FloatRow.Dot(first + right * length, first + left * length, length));
                    if (similarity >= 1e-6f) found.Add((left, right), similarity);
                }
            }
        }

        return found;
    }

    private static IJoinBackend Backend(string name, RowPrefix? prefix = null)
    {
        var listed = Listed.Single(backend => backend.Name == name);
        Skip.IfNot(listed.IsAvailable, $"this machine's processor cannot run {name}, or the test runs without SIMD");
        return (IJoinBackend)Activator.CreateInstance(listed.GetType(), prefix, null)!;
    }

    private static Dictionary<(int, int), float> Collect(
        IJoinBackend backend, float[] values, int dim, float threshold)
    {
        int rows = values.Length / dim;
        var tile = new PackedTile(backend.TileBytes(rows, dim));
        tile.Describe(0, rows, dim);
        backend.Pack(values, tile);
        var hits = new TileHits();
        backend.Collect(tile, tile, threshold, hits);
        hits.KeepUpper();
        return hits.Hits.ToArray().ToDictionary(hit => (hit.Left, hit.Right), hit => hit.Similarity);
    }

    private static float[] BadRows(int kind, int rows, int dim, int seed)
    {
        var random = new Random(seed);
        var values = new float[rows * dim];
        for (int row = 0; row < rows; row++)
        {
            var own = values.AsSpan(row * dim, dim);
            for (int k = 0; k < dim; k++)
            {
                own[k] = kind switch
                {
                    // One component hides all others; halves between two steps; a coarse grid; tiny numbers; signs.
                    1 => k == row % 3 ? 100 : (float)random.NextDouble(),
                    2 => (random.Next(-127, 127) + 0.5f) / 127,
                    3 => random.Next(3) - 1,
                    4 => (float)Math.Pow(10, -random.Next(45)),
                    5 => random.Next(2) * 2 - 1,
                    _ => (float)(random.NextDouble() - 0.5),
                };
            }

            // Every other row resembles the one before.
            if (row % 2 == 1)
            {
                for (int k = 0; k < dim; k++) own[k] = values[(row - 1) * dim + k] + 0.3f * own[k];
            }

            double length = 0;
            foreach (float value in own) length += (double)value * value;
            if (length > 0) foreach (ref float value in own) value = (float)(value / Math.Sqrt(length));
        }

        return values;
    }
}
