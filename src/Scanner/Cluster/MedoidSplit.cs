using Scanner.Join;

namespace Scanner.Cluster;

/// <summary>
/// Splits components into stars: components chain (a like b, b like c, but not a like c), so a text belongs to a
/// template only where it is similar to the template's medoid itself. The row with the most neighbours becomes a
/// medoid, takes all rows of its component that are similar to it, and so on with the rest (star clustering: Aslam,
/// Pelekhov, Rus 2004). Ties go to the lower row, so the result is one.
/// </summary>
/// <remarks>
/// What the join stored is not computed again. Two similar rows that it did not store have both more neighbours than
/// its cap, so only such rows are compared, and each with such medoids alone.
/// </remarks>
public static class MedoidSplit
{
    /// <summary>The medoid of every row.</summary>
    /// <param name="joined">What the join found for every row.</param>
    /// <param name="stored">The pairs that it stored, at or above the least similarity.</param>
    /// <param name="copyRow">Writes the unit vector of a row to a span of dim floats; called from one thread.</param>
    /// <param name="dim">Floats of a vector.</param>
    /// <param name="similarityMin">Least cosine similarity to the medoid, in (0, 1].</param>
    /// <param name="threads">Threads that compare rows, 1 or more.</param>
    /// <param name="cancellation">Stops between two medoids.</param>
    /// <returns>[rows] row of the medoid; a row alone is its own.</returns>
    public static int[] Medoids(RowTable joined, PairTable stored, Action<int, Span<float>> copyRow, int dim,
        float similarityMin, int threads, CancellationToken cancellation)
    {
        var medoids = Enumerable.Repeat(-1, joined.Count).ToArray();
        var rows = Enumerable.Range(0, joined.Count).ToArray();
        // A component at a time; in it the strongest first.
        Array.Sort(rows, (one, other) =>
            joined.Components[one] != joined.Components[other]
                ? joined.Components[one].CompareTo(joined.Components[other])
                : joined.Neighbors[one] != joined.Neighbors[other]
                    ? joined.Neighbors[other].CompareTo(joined.Neighbors[one])
                    : one.CompareTo(other));
        for (int first = 0, end; first < rows.Length; first = end)
        {
            for (end = first + 1; end < rows.Length && Together(rows[first], rows[end]);) end++;
            Split(rows.AsSpan(first..end));
        }

        return medoids;

        bool Together(int one, int other) => joined.Components[one] == joined.Components[other];

        void Split(ReadOnlySpan<int> members)
        {
            var open = new OpenRows(members, stored, copyRow, dim);
            foreach (var medoid in members)
            {
                if (medoids[medoid] >= 0) continue;

                cancellation.ThrowIfCancellationRequested();
                medoids[medoid] = medoid;
                foreach (var row in stored.Of(medoid))
                {
                    if (medoids[row] < 0) medoids[row] = medoid;
                }

                if (!stored.IsWhole(medoid)) open.GiveTo(medoid, medoids, similarityMin, threads);
            }
        }
    }
}
