using Scanner.Join;
using Scanner.Runs;

namespace Scanner.Tests.Join;

/// <summary>Law 4: every listed backend agrees with the reference over awkward shapes.</summary>
public sealed class JoinBackendsTests
{
    private static readonly int[] Dims = [1, 7, 8, 9, 17, 384];

    public static TheoryData<string, int> BackendsAndDims()
    {
        var data = new TheoryData<string, int>();
        foreach (var backend in JoinBackends.All)
        {
            foreach (int dim in Dims) data.Add(backend.Name, dim);
        }

        return data;
    }

    [SkippableTheory]
    [MemberData(nameof(BackendsAndDims))]
    public void Every_backend_finds_the_reference_s_pairs_bit_for_bit(string name, int dim)
    {
        var backend = Available(name);
        int tile = backend.TileRows(dim), compared = 0;
        foreach (int rows in (int[])[0, 1, 2, 3, tile - 1, tile, tile + 1, 2 * tile + 1])
        {
            var values = ExactRows.Make(rows, dim, seed: rows + dim);
            var all = NaiveJoin.Pairs(values, dim, 0.25f);
            foreach (float threshold in (float[])[0.25f, 0.75f, 1f])
            {
                var expected = all.Where(pair => pair.Similarity >= threshold).ToList();
                Assert.Equal(expected, Collect(backend, values, dim, tile, threshold));
                compared += expected.Count;
            }
        }

        Assert.True(compared > tile, $"only {compared} pairs were compared");
    }

    [SkippableTheory]
    [MemberData(nameof(BackendsAndDims))]
    public void Small_tiles_cut_the_same_pairs(string name, int dim)
    {
        var backend = Available(name);
        var values = ExactRows.Make(33, dim, seed: 5);
        var expected = NaiveJoin.Pairs(values, dim, 0.5f);
        Assert.NotEmpty(expected);

        // 33 rows cross eight borders of tiles of four.
        foreach (int tile in (int[])[1, 4, 5, 31, 32, 33, 34])
            Assert.Equal(expected, Collect(backend, values, dim, tile, 0.5f));
    }

    [SkippableTheory]
    [MemberData(nameof(BackendsAndDims))]
    public void Random_rows_agree_but_for_pairs_at_the_threshold(string name, int dim)
    {
        const float Threshold = 0.8f, Tolerance = 1e-5f;
        var backend = Available(name);
        var values = UnitRowsNearby(500, dim, seed: dim);
        var expected = NaiveJoin.Pairs(values, dim, Threshold - Tolerance)
            .ToDictionary(pair => (pair.Left, pair.Right));
        var found = Collect(backend, values, dim, backend.TileRows(dim), Threshold)
            .ToDictionary(pair => (pair.Left, pair.Right));

        Assert.All(found, pair => Assert.Equal(expected[pair.Key].Similarity, pair.Value.Similarity, Tolerance));
        var sure = expected.Where(pair => pair.Value.Similarity >= Threshold + Tolerance);
        Assert.All(sure, pair => Assert.Contains(pair.Key, found));
        Assert.True(found.Count > 500, $"only {found.Count} pairs were compared");
    }

    [SkippableTheory]
    [MemberData(nameof(BackendsAndDims))]
    public void A_similarity_depends_on_its_two_rows_alone(string name, int dim)
    {
        var backend = Available(name);
        var values = UnitRowsNearby(100, dim, seed: dim);
        var expected = Collect(backend, values, dim, 100, 0.5f);
        Assert.NotEmpty(expected);
        foreach (int tile in (int[])[3, 16, 37]) Assert.Equal(expected, Collect(backend, values, dim, tile, 0.5f));
    }

    [Fact]
    public void The_best_available_comes_first_and_the_reference_last()
    {
        Assert.Equal("reference", JoinBackends.All[^1].Name);
        Assert.Equal(JoinBackends.All.First(backend => backend.IsAvailable), JoinBackends.Choose(null));
        Assert.Same(JoinBackends.All[^1], JoinBackends.Choose("Reference"));
    }

    [Fact]
    public void An_unknown_name_lists_the_known_ones()
    {
        var error = Assert.Throws<ScanException>(() => JoinBackends.Choose("cuda"));
        Assert.Contains("cuda", error.Message, StringComparison.Ordinal);
        Assert.Contains("reference", error.Message, StringComparison.Ordinal);
    }

    private static IJoinBackend Available(string name)
    {
        var backend = JoinBackends.All.Single(backend => backend.Name == name);
        Skip.IfNot(backend.IsAvailable, $"this machine's processor cannot run {name}");
        return backend;
    }

    private static List<SimilarPair> Collect(
        IJoinBackend backend, float[] values, int dim, int tileRows, float threshold)
    {
        var collector = new ListCollector();
        var plan = new TilePlan(backend, tileRows, BandTiles: 3, Threads: 2);
        var engine = new PackedEngine(plan, threshold);
        new TileScheduler<PackedBand>(
                engine, collector, threads: 2, Milestones.None, null, CancellationToken.None)
            .WalkTriangle(RowSource.Of(values, dim));
        return [.. collector.Pairs.OrderBy(pair => pair.Left).ThenBy(pair => pair.Right)];
    }

    // Neighbours along a slow random walk: similarities all around the threshold.
    private static float[] UnitRowsNearby(int rows, int dim, int seed)
    {
        var random = new Random(seed);
        var values = new float[rows * dim];
        var at = new float[dim];
        for (int row = 0; row < rows; row++)
        {
            for (int k = 0; k < dim; k++) at[k] = 0.95f * at[k] + (float)(random.NextDouble() - 0.5);
            float length = MathF.Sqrt(at.Sum(value => value * value));
            for (int k = 0; k < dim; k++) values[row * dim + k] = (float)(Half)(at[k] / length);
        }

        return values;
    }

    private sealed class ListCollector : ITileCollector
    {
        public List<SimilarPair> Pairs { get; } = [];

        public void Add(ReadOnlySpan<TileHit> hits, TileRange left, TileRange right)
        {
            lock (Pairs)
            {
                foreach (var hit in hits)
                    Pairs.Add(new SimilarPair(left.FirstRow + hit.Left, right.FirstRow + hit.Right, hit.Similarity));
            }
        }

        public void Count(
            ReadOnlySpan<int> leftCounts, ReadOnlySpan<int> rightCounts, TileRange left, TileRange right)
        {
            Assert.All(leftCounts.ToArray(), count => Assert.Equal(0, count));
            Assert.All(rightCounts.ToArray(), count => Assert.Equal(0, count));
        }

        public void AddCounted(ReadOnlySpan<TileHit> hits, TileRange left, TileRange right) =>
            throw new NotSupportedException("the processor's tiles are not counted elsewhere");

        // Every pair is wanted.
        public void ReadLeft(TileRange rows, Span<ulong> floors, Span<int> labels)
        {
            floors[..rows.Rows].Clear();
            labels[..rows.Rows].Clear();
        }

        public void ReadRight(TileRange rows, Span<ulong> floors, Span<int> labels) => ReadLeft(rows, floors, labels);
    }
}
