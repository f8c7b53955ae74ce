using FsCheck;
using FsCheck.Fluent;
using Scanner.Cluster;

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

    private static int[] Split(float[][] vectors, float threshold)
    {
        var neighbors = new long[vectors.Length];
        var components = Enumerable.Range(0, vectors.Length).ToArray();
        for (var i = 0; i < vectors.Length; i++)
        {
            for (var j = 0; j < vectors.Length; j++)
            {
                if (i != j && Dot(vectors[i], vectors[j]) >= threshold)
                {
                    neighbors[i]++;
                    var (low, high) = (Math.Min(components[i], components[j]), Math.Max(components[i], components[j]));
                    components = [.. components.Select(component => component == high ? low : component)];
                }
            }
        }

        return MedoidSplit.Medoids(neighbors, components, (row, vector) => vectors[row].CopyTo(vector), 2, threshold);
    }

    private static float[] Angle(double degrees) =>
        [(float)Math.Cos(degrees * Math.PI / 180), (float)Math.Sin(degrees * Math.PI / 180)];

    private static float Dot(float[] left, float[] right) => (left[0] * right[0]) + (left[1] * right[1]);
}
