using Scanner.Join;

namespace Scanner.Tests.Join;

/// <summary>The join written down as its definition, for tests.</summary>
internal static class NaiveJoin
{
    /// <summary>All pairs of different rows, sorted.</summary>
    public static List<SimilarPair> Pairs(float[] values, int dim, float threshold)
    {
        var pairs = new List<SimilarPair>();
        int rows = values.Length / dim;
        for (int i = 0; i < rows; i++)
        {
            for (int j = i + 1; j < rows; j++)
            {
                float similarity = Dot(values, i, values, j, dim);
                if (similarity >= threshold) pairs.Add(new SimilarPair(i, j, similarity));
            }
        }

        return pairs;
    }

    /// <summary>Each left row with each right row, sorted.</summary>
    public static List<SimilarPair> Pairs(float[] left, float[] right, int dim, float threshold) =>
        [.. from i in Enumerable.Range(0, left.Length / dim)
            from j in Enumerable.Range(0, right.Length / dim)
            let similarity = Dot(left, i, right, j, dim)
            where similarity >= threshold
            select new SimilarPair(i, j, similarity)];

    /// <summary>How many pairs each row is in.</summary>
    public static int[] Counts(List<SimilarPair> pairs, int rows)
    {
        var counts = new int[rows];
        foreach (var pair in pairs)
        {
            counts[pair.Left]++;
            counts[pair.Right]++;
        }

        return counts;
    }

    /// <summary>The least row that each row reaches, breadth first.</summary>
    public static int[] Components(List<SimilarPair> pairs, int rows)
    {
        var next = pairs.SelectMany(pair => new[] { (pair.Left, pair.Right), (Left: pair.Right, Right: pair.Left) })
            .ToLookup(edge => edge.Left, edge => edge.Right);
        var labels = Enumerable.Repeat(-1, rows).ToArray();
        for (int root = 0; root < rows; root++)
        {
            if (labels[root] >= 0) continue;
            var queue = new Queue<int>([root]);
            labels[root] = root;
            while (queue.TryDequeue(out int row))
            {
                foreach (int neighbor in next[row].Where(neighbor => labels[neighbor] < 0))
                {
                    labels[neighbor] = root;
                    queue.Enqueue(neighbor);
                }
            }
        }

        return labels;
    }

    /// <summary>The pairs that stand among the best <paramref name="cap"/> of either of their rows.</summary>
    public static List<SimilarPair> Capped(List<SimilarPair> pairs, int cap)
    {
        var sides = pairs.SelectMany(pair => new[]
        {
            (Row: pair.Left, Other: pair.Right, Pair: pair),
            (Row: pair.Right, Other: pair.Left, Pair: pair),
        });
        var listed = sides
            .OrderByDescending(side => side.Pair.Similarity).ThenBy(side => side.Other)
            .GroupBy(side => side.Row)
            .SelectMany(list => list.Take(cap))
            .Select(side => side.Pair)
            .ToHashSet();
        return [.. pairs.Where(listed.Contains)];
    }

    /// <summary>Asserts that a self-join found exactly what the definition says.</summary>
    public static void AssertIs(SelfJoinResult result, float[] values, int dim, JoinSettings settings)
    {
        int rows = values.Length / dim;
        var pairs = Pairs(values, dim, settings.Threshold);
        Assert.Equal(pairs.Count, result.PairCount);
        Assert.Equal(Counts(pairs, rows), result.Neighbors);
        Assert.Equal(Components(pairs, rows), result.Components);
        Assert.Equal(Capped(pairs, settings.Cap), result.Pairs);
    }

    /// <summary>
    /// Asserts that a self-join whose lists have room for all found the pairs, at similarities that differ by no more
    /// than rounding.
    /// </summary>
    public static void AssertIsNearly(SelfJoinResult result, float[] values, int dim, JoinSettings settings)
    {
        var expected = Pairs(values, dim, settings.Threshold);
        Assert.NotEmpty(expected);
        Assert.Equal(Ends(expected), Ends(result.Pairs));
        Assert.All(
            expected.Zip(result.Pairs), pair => Assert.Equal(pair.First.Similarity, pair.Second.Similarity, 1e-5f));

        static IEnumerable<(int, int)> Ends(IEnumerable<SimilarPair> pairs) =>
            pairs.Select(pair => (pair.Left, pair.Right));
    }

    /// <summary>Asserts what a self-join finds of equal rows, more of them than neighbours are stored.</summary>
    public static void AssertIsOfEqualRows(SelfJoinResult result, int rows, int cap)
    {
        Assert.All(result.Neighbors, count => Assert.Equal(rows - 1, count));
        Assert.All(result.Components, label => Assert.Equal(0, label));
        Assert.Equal(rows * (rows - 1) / 2, result.PairCount);

        // Rows 0 to cap list each other; every later row lists rows 0 to cap - 1.
        Assert.Equal(cap * (cap + 1) / 2 + (rows - cap - 1) * cap, result.Pairs.Length);
        Assert.All(result.Pairs, pair => Assert.True(pair.Left < cap));
    }

    private static float Dot(float[] left, int i, float[] right, int j, int dim)
    {
        float sum = 0;
        for (int k = 0; k < dim; k++) sum += left[i * dim + k] * right[j * dim + k];
        return sum;
    }
}
