namespace Scanner.ModelBuild;

/// <summary>
/// A random projection to few dimensions by rows of −1 and 1 (Achlioptas, "Database-friendly random projections",
/// 2003):
/// cosines are kept to within about (1 − cosine²) / √dim.
/// </summary>
public static class SignRows
{
    /// <summary>The same rows for the same seed, on every machine.</summary>
    /// <returns>[count × dim], row-major.</returns>
    public static sbyte[] Make(int count, int dim, ulong seed)
    {
        var rows = new sbyte[count * dim];
        ulong bits = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            if (i % 64 == 0)
                bits = Next(ref seed);
            rows[i] = (sbyte)((int)(bits >> (i % 64) & 1) * 2 - 1);
        }

        return rows;
    }

    // SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014).
    private static ulong Next(ref ulong state)
    {
        ulong mixed = state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
