namespace Scanner.Embed;

/// <summary>
/// Hashes of words to buckets: FNV-1a over UTF-16 units in lower case, mixed by Murmur3's finaliser. The numbers are
/// part of the model format: others need another model.
/// </summary>
internal static class TokenHash
{
    /// <summary>The hash of nothing: what others go on from.</summary>
    public const uint Start = 2166136261;

    private const uint Step = 16777619;

    /// <summary>The hash of what <paramref name="hash"/> is of, followed by a word.</summary>
    public static uint Add(uint hash, ReadOnlySpan<char> word)
    {
        foreach (char unit in word)
        {
            hash = Add(hash, CharacterTable.ToLower(unit));
        }

        return hash;
    }

    /// <summary>The hash of what <paramref name="hash"/> is of, followed by a unit as it is.</summary>
    public static uint Add(uint hash, char unit) => (hash ^ unit) * Step;

    /// <summary>The bucket of a hash, in [0, buckets): all bits mixed and scaled, without a division.</summary>
    public static int Bucket(uint hash, int buckets)
    {
        hash ^= hash >> 16;
        hash *= 0x85EBCA6B;
        hash ^= hash >> 13;
        hash *= 0xC2B2AE35;
        hash ^= hash >> 16;
        return (int)((ulong)hash * (uint)buckets >> 32);
    }
}
