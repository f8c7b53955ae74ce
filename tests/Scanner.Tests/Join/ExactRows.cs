namespace Scanner.Tests.Join;

/// <summary>
/// Unit rows whose similarities are exact in float32 whatever the order of summation: 1, 4 or 16 entries of ±1, ±1/2 or
/// ±1/4. Rows come in families that differ in a few entries, so there are pairs at many similarities, and ties.
/// </summary>
internal static class ExactRows
{
    /// <summary>[rows × dim] float32.</summary>
    public static float[] Make(int rows, int dim, int seed)
    {
        var random = new Random(seed);
        int entries = dim >= 16 ? 16 : dim >= 4 ? 4 : 1;
        var families = Enumerable.Range(0, 1 + rows / 12).Select(_ => Family(random, dim, entries)).ToArray();
        var values = new float[rows * dim];
        for (int row = 0; row < rows; row++)
        {
            if (random.Next(20) == 0) continue; // a zero row
            Vary(random, families[random.Next(families.Length)], entries).CopyTo(values, row * dim);
        }

        return values;
    }

    private static float[] Family(Random random, int dim, int entries)
    {
        var row = new float[dim];
        var places = Enumerable.Range(0, dim).OrderBy(_ => random.Next()).Take(entries);
        foreach (int k in places) row[k] = Entry(random, entries);
        return row;
    }

    // Moves up to a quarter of the entries elsewhere.
    private static float[] Vary(Random random, float[] family, int entries)
    {
        var row = family.ToArray();
        for (int moves = random.Next(1 + (entries + 3) / 4); moves > 0; moves--)
        {
            int from = Array.FindIndex(row, random.Next(row.Length), value => value != 0);
            int to = random.Next(row.Length);
            if (from >= 0 && (row[to] == 0 || to == from)) (row[from], row[to]) = (0, Entry(random, entries));
        }

        return row;
    }

    private static float Entry(Random random, int entries) => (random.Next(4) == 0 ? -1 : 1) / MathF.Sqrt(entries);
}
