using System.Numerics.Tensors;

namespace Scanner.Cluster;

/// <summary>
/// Splits components into stars: components chain (a like b, b like c, but not a like c), so a text belongs to a
/// template only where it is similar to the template's medoid itself. The row with the most neighbours becomes a
/// medoid, takes all rows of its component that are similar to it, and so on with the rest (star clustering: Aslam,
/// Pelekhov, Rus 2004). Ties go to the lower row, so the result is one.
/// </summary>
public static class MedoidSplit
{
    /// <summary>The medoid of every row.</summary>
    /// <param name="neighbors">[rows] exact neighbour counts of the join.</param>
    /// <param name="components">[rows] least row of the component.</param>
    /// <param name="copyRow">Writes the unit vector of a row to a span of dim floats; called from one thread.</param>
    /// <param name="dim">Floats of a vector.</param>
    /// <param name="similarityMin">Least cosine similarity to the medoid, in (0, 1].</param>
    /// <returns>[rows] row of the medoid; a row alone is its own.</returns>
    public static int[] Medoids(ReadOnlySpan<long> neighbors, ReadOnlySpan<int> components,
        Action<int, Span<float>> copyRow, int dim, float similarityMin)
    {
        var medoids = new int[neighbors.Length];
        var membersOf = new Dictionary<int, List<int>>();
        for (var row = 0; row < medoids.Length; row++)
        {
            medoids[row] = row;
            if (neighbors[row] > 0)
            {
                (membersOf.TryGetValue(components[row], out var members)
                    ? members : membersOf[components[row]] = []).Add(row);
            }
        }

        var counts = neighbors.ToArray();
        foreach (var members in membersOf.Values)
        {
            Split(members, counts, copyRow, dim, similarityMin, medoids);
        }

        return medoids;
    }

    private static void Split(List<int> members, long[] neighbors, Action<int, Span<float>> copyRow, int dim,
        float similarityMin, int[] medoids)
    {
        var vectors = new float[members.Count][];
        for (var i = 0; i < members.Count; i++)
        {
            copyRow(members[i], vectors[i] = new float[dim]);
        }

        // The strongest first; what a medoid takes leaves the list, so that every pass is over what is left.
        var left = Enumerable.Range(0, members.Count)
            .OrderByDescending(i => neighbors[members[i]]).ThenBy(i => members[i]).ToArray();
        var count = left.Length;
        while (count > 0)
        {
            var medoid = left[0];
            var kept = 0;
            for (var i = 0; i < count; i++)
            {
                var candidate = left[i];
                if (i == 0 || TensorPrimitives.Dot<float>(vectors[medoid], vectors[candidate]) >= similarityMin)
                {
                    medoids[members[candidate]] = members[medoid];
                }
                else
                {
                    left[kept++] = candidate;
                }
            }

            count = kept;
        }
    }
}
