using Scanner.Runs;

namespace Scanner.Embed;

/// <summary>
/// A tokenizer without a vocabulary: words, numbers and symbols are hashed to buckets. Scripts that set no blanks
/// between
/// words give their characters and the pairs of neighbouring ones. Letters count in lower case; punctuation parts words
/// and is dropped; the order of words does not matter. An id is listed once for the first time its words occur, and
/// again
/// at the 2nd, 5th, 13th, 34th time and so on: 1 + ln(count) times, rounded.
/// </summary>
public sealed class HashedWords : ITokenizer
{
    /// <summary>The name of this tokenizer in tokenizer.json.</summary>
    public const string Type = "HashedWords";

    /// <summary>Most buckets: each is a row of a model's table.</summary>
    public const int BucketsMax = 1 << 24;

    // FNV-1a's numbers, and an odd one. They are part of the format: other numbers need another model.
    private const uint HashStart = 2166136261, HashStep = 16777619, PairStep = 0xC2B2AE35;

    /// <summary>A tokenizer of so many ids, 1 to <see cref="BucketsMax"/>.</summary>
    public HashedWords(int buckets)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(buckets, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(buckets, BucketsMax);
        VocabularySize = buckets;
    }

    /// <inheritdoc/>
    public int VocabularySize { get; }

    /// <inheritdoc/>
    public bool Encode(ReadOnlySpan<char> text, int tokensMax, TokenBuffer tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        tokens.Clear();
        var counters = tokens.Counters(VocabularySize);
        var isCut = !Add(text, tokensMax, tokens, counters);
        foreach (var id in tokens.Ids)
        {
            counters[id] = 0;
        }

        return isCut;
    }

    private bool Add(ReadOnlySpan<char> text, int tokensMax, TokenBuffer tokens, Span<int> counters)
    {
        uint before = 0;
        for (var start = 0; start < text.Length;)
        {
            var kind = CharacterTable.Class(text[start]);
            if (kind == CharacterClass.Separator)
            {
                before = 0;
                start++;
                continue;
            }

            var end = CharacterTable.WordEnd(text, start);
            var hash = Hash(text[start..end]);
            if (!Count(Bucket(hash), tokensMax, tokens, counters)
                || (before != 0 && kind == CharacterClass.Ideograph
                    && !Count(Bucket((before * PairStep) + hash), tokensMax, tokens, counters)))
            {
                return false;
            }

            before = kind == CharacterClass.Ideograph ? hash : 0;
            start = end;
        }

        return true;
    }

    /// <summary>Counts an id and lists it where its turn has come; false where there is no room left.</summary>
    private static bool Count(int id, int tokensMax, TokenBuffer tokens, Span<int> counters)
    {
        // Rounding 1 + ln(count) reaches n at count = e^(n − 1.5).
        if (counters[id] + 1 is 1 or 2 or 5 or 13 or 34 or 91 or 245 or 666 or 1809 or 4915 or 13360 or 36316)
        {
            if (tokens.Count == tokensMax)
            {
                return false;
            }

            tokens.Add(id);
        }

        counters[id]++;
        return true;
    }

    private static uint Hash(ReadOnlySpan<char> word)
    {
        var hash = HashStart;
        foreach (var unit in word)
        {
            hash = (hash ^ CharacterTable.ToLower(unit)) * HashStep;
        }

        return hash;
    }

    // Mixes all bits (Murmur3's finaliser) and scales to [0, buckets) without a division.
    private int Bucket(uint hash)
    {
        hash ^= hash >> 16;
        hash *= 0x85EBCA6B;
        hash ^= hash >> 13;
        hash *= 0xC2B2AE35;
        hash ^= hash >> 16;
        return (int)((ulong)hash * (uint)VocabularySize >> 32);
    }

    /// <summary>Reads the <c>model</c> object of a tokenizer.json.</summary>
    /// <exception cref="ScanException">No number of buckets, or one out of range.</exception>
    internal static HashedWords Read(JsonFile file)
    {
        var buckets = file.Integer("model", "buckets");
        return buckets is >= 1 and <= BucketsMax
            ? new HashedWords((int)buckets)
            : throw new ScanException(
                $"{file.Path}: found model.buckets "
                + $"{buckets?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "nowhere"}, "
                + $"expected 1 to {BucketsMax}. Correct the file or build the model anew.");
    }
}
