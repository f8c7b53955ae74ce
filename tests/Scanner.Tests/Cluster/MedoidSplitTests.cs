using FsCheck;
using FsCheck.Fluent;
using Scanner.Cluster;
using Scanner.Join;

namespace Scanner.Tests.Cluster;

public sealed class MedoidSplitTests
{
    [Fact]
    public void A_chain_is_cut_where_texts_are_unlike_their_medoid()
    {
        // Unit vectors at 0, 20, 40, 60 and 80 degrees: neighbours are alike (cos 20° = 0.94), the ends are not.
        float[][] vectors = [.. Enumerable.Range(0, 5).Select(i => Angle(20 * i))];
        var medoids = Split(vectors, 0.9f);

        // Rows 1, 2, 3 have two neighbours each; the first of them leads.
        Assert.Equal([1, 1, 1, 3, 3], medoids);
    }

    [Fact]
    public void A_row_without_neighbours_is_its_own() =>
        Assert.Equal([0, 1, 2], Split([Angle(0), Angle(90), Angle(180)], 0.9f));

    [Fact]
    public void Nothing_gives_nothing() => Assert.Empty(Split([], 0.9f));

    [Fact]
    public void Every_row_is_similar_to_its_medoid_and_a_medoid_is_its_own()
    {
        var grouped = 0;
        Prop.ForAll(Gen.Choose(0, 359).ArrayOf().ToArbitrary(), angles =>
        {
            float[][] vectors = [.. angles.Select(angle => Angle(angle))];
            var medoids = Split(vectors, 0.95f);
            grouped += medoids.Where((medoid, row) => medoid != row).Count();
            return Enumerable.Range(0, angles.Length).All(row => medoids[medoids[row]] == medoids[row]
                && (medoids[row] == row || Dot(vectors[row], vectors[medoids[row]]) >= 0.95f));
        }).QuickCheckThrowOnFailure();
        Assert.True(grouped > 100);
    }

    [Theory]
    [InlineData(0.9f)]
    [InlineData(0.97f)]
    [InlineData(0.8f)]
    public void What_the_join_stored_saves_work_and_changes_nothing(float similarityMin)
    {
        var (whole, cut) = (0, 0);
        Prop.ForAll(Gen.Choose(0, 3599).ArrayOf().ToArbitrary(), Gen.Choose(1, 8).ToArbitrary(), (angles, cap) =>
        {
            float[][] vectors = [.. angles.Select(angle => Angle(angle / 10d))];
            var join = new SmallJoin(vectors, 0.9f, cap);
            whole += Enumerable.Range(0, vectors.Length).Count(join.Pairs(similarityMin).IsWhole);
            cut += Enumerable.Range(0, vectors.Length).Count(row => !join.Pairs(similarityMin).IsWhole(row));
            return join.Medoids(similarityMin, threads: 2).SequenceEqual(join.MedoidsByDefinition(similarityMin));
        }).QuickCheckThrowOnFailure();
        Assert.True(similarityMin < 0.9f ? whole == 0 : whole > 100);
        Assert.True(cut > 100);
    }

    [Fact]
    public void Threads_change_nothing()
    {
        var random = new Random(5);
        float[][] vectors = [.. Enumerable.Range(0, 5000).Select(_ => Angle(360 * random.NextDouble()))];
        var join = new SmallJoin(vectors, 0.99f, 4);
        Assert.Equal(join.Medoids(0.99f, threads: 1), join.Medoids(0.99f, threads: 3));
    }

    [Fact]
    public void It_stops_when_told() => Assert.Throws<OperationCanceledException>(() =>
        new SmallJoin([Angle(0), Angle(1)], 0.9f, 4).Medoids(0.9f, 1, new CancellationToken(canceled: true)));

    private static int[] Split(float[][] vectors, float threshold) =>
        new SmallJoin(vectors, threshold, vectors.Length).Medoids(threshold, 1);

    // Joined as the join does it, pair by pair.
    private sealed class SmallJoin
    {
        private readonly float[][] _vectors;
        private readonly float _threshold;
        private readonly RowTable _rows;
        private readonly List<SimilarPair> _stored;

        public SmallJoin(float[][] vectors, float threshold, int cap)
        {
            (_vectors, _threshold) = (vectors, threshold);
            var components = new Components(vectors.Length);
            var pairs = new List<SimilarPair>();
            for (var left = 0; left < vectors.Length; left++)
            {
                for (var right = left + 1; right < vectors.Length; right++)
                {
                    var similarity = Dot(vectors[left], vectors[right]);
                    if (similarity < threshold) continue;

                    pairs.Add(new SimilarPair(left, right, similarity));
                    components.Union(left, right);
                }
            }

            var neighbors = new List<SimilarPair>[vectors.Length];
            for (var row = 0; row < vectors.Length; row++) neighbors[row] = [];
            foreach (var pair in pairs)
            {
                neighbors[pair.Left].Add(pair);
                neighbors[pair.Right].Add(pair);
            }

            _rows = new RowTable([.. neighbors.Select(list => (long)list.Count)], components.ToLabels());
            _stored = [.. neighbors.SelectMany(list => list.OrderByDescending(pair => pair.Similarity).Take(cap))
                .Distinct()];
        }

        public PairTable Pairs(float similarityMin) =>
            PairTable.Build(_rows.Neighbors, _stored, _threshold, similarityMin);

        public int[] Medoids(float similarityMin, int threads, CancellationToken cancellation = default) =>
            MedoidSplit.Medoids(_rows, Pairs(similarityMin), (row, vector) => _vectors[row].CopyTo(vector), 2,
                similarityMin, threads, cancellation);

        // Every medoid beside every row of its component, whatever is stored.
        public int[] MedoidsByDefinition(float similarityMin)
        {
            var medoids = Enumerable.Repeat(-1, _rows.Count).ToArray();
            foreach (var medoid in Enumerable.Range(0, _rows.Count).OrderByDescending(row => _rows.Neighbors[row]))
            {
                if (medoids[medoid] >= 0) continue;

                for (var row = 0; row < _rows.Count; row++)
                {
                    if (row == medoid || (medoids[row] < 0 && _rows.Components[row] == _rows.Components[medoid]
                        && Dot(_vectors[row], _vectors[medoid]) >= similarityMin))
                    {
                        medoids[row] = medoid;
                    }
                }
            }

            return medoids;
        }
    }

    private static float[] Angle(double degrees) =>
        [(float)Math.Cos(degrees * Math.PI / 180), (float)Math.Sin(degrees * Math.PI / 180)];

    private static float Dot(float[] left, float[] right) => (left[0] * right[0]) + (left[1] * right[1]);
}
