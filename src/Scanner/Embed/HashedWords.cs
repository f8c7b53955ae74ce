using System.Text.Json;
using Scanner.Runs;

namespace Scanner.Embed;

/// <summary>
/// A tokenizer of words, numbers and symbols. Words of its list have ids of their own, the first ones; all others are
/// hashed to buckets, and so are the first three and four letters of other words that have more. Scripts that set no
/// blanks between words give their characters and the pairs of neighbouring ones. Letters count in lower case;
/// punctuation parts words and is dropped; the order of words does not matter. An id is listed once for the first time
/// it occurs, and again at the 2nd, 5th, 13th, 34th time and so on: 1 + ln(count) times, rounded.
/// </summary>
public sealed class HashedWords : ITokenizer
{
    /// <summary>The name of this tokenizer in tokenizer.json.</summary>
    public const string Type = "HashedWords";

    /// <summary>Most buckets, and most words: each is a row of a model's table.</summary>
    public const int BucketsMax = 1 << 24;

    // Longer words count by this many of their first letters as well: inflected forms share them.
    private const int ShortPrefix = 3, LongPrefix = 4;

    private readonly WordTable _words;
    private readonly int _buckets;

    /// <summary>A tokenizer of these words and so many buckets.</summary>
    /// <param name="buckets">1 to <see cref="BucketsMax"/>.</param>
    /// <param name="words">
    /// Distinct words in lower case: runs of letters or of digits, single characters, pairs of ideographs.
    /// </param>
    public HashedWords(int buckets, IReadOnlyList<string>? words = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(buckets, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(buckets, BucketsMax);
        _words = new WordTable(words ?? []);
        _buckets = buckets;
    }

    /// <inheritdoc/>
    public int VocabularySize => _words.Count + _buckets;

    /// <inheritdoc/>
    public bool Encode(ReadOnlySpan<char> text, int tokensMax, TokenBuffer tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        tokens.Clear();
        var counters = tokens.Counters(VocabularySize);
        bool isCut = !Add(text, tokensMax, tokens, counters);
        tokens.ClearCounters(counters);
        return isCut;
    }

    private bool Add(ReadOnlySpan<char> text, int tokensMax, TokenBuffer tokens, Span<int> counters)
    {
        // Where the ideograph before begins, and its hash; −1 where there is none.
        int before = -1;
        uint beforeHash = 0;
        for (int start = 0; start < text.Length;)
        {
            var kind = CharacterTable.Class(text[start]);
            if (kind == CharacterClass.Separator)
            {
                before = -1;
                start++;
                continue;
            }

            int end = CharacterTable.WordEnd(text, start);
            var word = text[start..end];
            uint hash = TokenHash.Add(TokenHash.Start, word);
            int known = _words.Find(word, hash);
            bool isRoom = tokens.AddCounted(known >= 0 ? known : Bucket(hash), counters, tokensMax);
            if (known < 0 && kind == CharacterClass.Letter)
            {
                isRoom = isRoom && AddPrefix(word, ShortPrefix, tokensMax, tokens, counters)
                    && AddPrefix(word, LongPrefix, tokensMax, tokens, counters);
            }

            if (before >= 0 && kind == CharacterClass.Ideograph)
            {
                uint pair = TokenHash.Add(beforeHash, word);
                int knownPair = _words.Find(text[before..end], pair);
                isRoom = isRoom && tokens.AddCounted(knownPair >= 0 ? knownPair : Bucket(pair), counters, tokensMax);
            }

            if (!isRoom)
            {
                return false;
            }

            (before, beforeHash) = kind == CharacterClass.Ideograph ? (start, hash) : (-1, 0);
            start = end;
        }

        return true;
    }

    private bool AddPrefix(
        ReadOnlySpan<char> word, int length, int tokensMax, TokenBuffer tokens, Span<int> counters) =>
        word.Length <= length || tokens.AddCounted(
            Bucket(TokenHash.Add(TokenHash.Add(TokenHash.Start, word[..length]), '-')), counters, tokensMax);

    private int Bucket(uint hash) => _words.Count + TokenHash.Bucket(hash, _buckets);

    /// <summary>Reads the <c>model</c> object of a tokenizer.json.</summary>
    /// <exception cref="ScanException">
    /// No number of buckets, or one out of range; a word that is listed twice, or is none.
    /// </exception>
    internal static HashedWords Read(JsonFile file)
    {
        string[] words = file.Value("model", "words") is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Select(word => word.ToString())]
            : [];
        string? wrong = words.CountBy(word => word).FirstOrDefault(word => word.Key.Length == 0 || word.Value > 1).Key;
        return wrong is null
            ? new HashedWords(Buckets(file), words)
            : throw new ScanException(
                $"{file.Path}: found '{wrong}' in model.words, expected words that are not empty and listed once. "
                + "Build the model anew.");
    }

    /// <summary>The number of buckets that a tokenizer.json names.</summary>
    /// <exception cref="ScanException">There is none, or it is out of range.</exception>
    internal static int Buckets(JsonFile file)
    {
        var buckets = file.Integer("model", "buckets");
        return buckets is >= 1 and <= BucketsMax
            ? (int)buckets
            : throw new ScanException(
                $"{file.Path}: found model.buckets "
                + $"{buckets?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "nowhere"}, "
                + $"expected 1 to {BucketsMax}. Correct the file or build the model anew.");
    }
}
