namespace Scanner.Embed;

/// <summary>How many tokens a text gave.</summary>
/// <param name="Count">Tokens without what was cut.</param>
/// <param name="IsCut">Whether it had more.</param>
internal readonly record struct TextTokens(int Count, bool IsCut);

/// <summary>Embeds only what a cache does not know, and adds it.</summary>
internal static class CachedTexts
{
    /// <summary>Takes known vectors from the cache, and lets the rest be embedded.</summary>
    /// <param name="cache">The vectors of the model.</param>
    /// <param name="texts">The texts.</param>
    /// <param name="vectors">[texts × dim], all zero.</param>
    /// <param name="embed">Embeds the texts that are new and tells their tokens.</param>
    /// <returns>The tokens of each text, and how many texts the cache knew.</returns>
    public static (TextTokens[] Tokens, int Known) Embed(
        VectorCache cache, IReadOnlyList<string> texts, Memory<float> vectors,
        Func<IReadOnlyList<string>, Memory<float>, TextTokens[]> embed)
    {
        int dim = cache.Dim;
        var tokens = new TextTokens[texts.Count];
        var keys = new UInt128[texts.Count];
        var rows = new List<int>();
        for (int row = 0; row < keys.Length; row++)
        {
            keys[row] = VectorCache.KeyOf(texts[row]);
            if (!cache.TryGet(keys[row], vectors.Span.Slice(row * dim, dim), out tokens[row]))
            {
                rows.Add(row);
            }
        }

        if (rows.Count == 0)
        {
            return (tokens, keys.Length);
        }

        var anew = new float[rows.Count * dim];
        var found = embed([.. rows.Select(row => texts[row])], anew);
        foreach (var (i, row) in rows.Index())
        {
            var vector = anew.AsSpan(i * dim, dim);
            vector.CopyTo(vectors.Span[(row * dim)..]);
            tokens[row] = found[i];
            cache.Add(keys[row], vector, found[i]);
        }

        return (tokens, keys.Length - rows.Count);
    }
}
