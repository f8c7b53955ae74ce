using System.Runtime.CompilerServices;

namespace Scanner.Embed;

/// <summary>
/// A tokenizer of a text's edges: its first and its last words, and the pairs of neighbours among them, each marked
/// with its edge and hashed to a bucket. What wraps a payload stands there; how long the payload is does not matter.
/// Punctuation counts as words; blanks do not. Letters count in lower case. A text of few words has them at both edges.
/// </summary>
public sealed class HashedEdges : ITokenizer
{
    /// <summary>The name of this tokenizer in tokenizer.json.</summary>
    public const string Type = "HashedEdges";

    /// <summary>Most words of an edge.</summary>
    public const int WordsMax = 16;

    private const char FirstMark = '^', LastMark = '$';

    private readonly int _words;

    /// <summary>A tokenizer of so many words at either edge.</summary>
    /// <param name="buckets">1 to <see cref="HashedWords.BucketsMax"/>.</param>
    /// <param name="words">1 to <see cref="WordsMax"/>.</param>
    public HashedEdges(int buckets, int words)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(buckets, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(buckets, HashedWords.BucketsMax);
        ArgumentOutOfRangeException.ThrowIfLessThan(words, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(words, WordsMax);
        VocabularySize = buckets;
        _words = words;
    }

    /// <inheritdoc/>
    public int VocabularySize { get; }

    /// <inheritdoc/>
    public bool Encode(ReadOnlySpan<char> text, int tokensMax, TokenBuffer tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        tokens.Clear();
        var counters = tokens.Counters(VocabularySize);
        var edge = new Places();
        int count = Find(text, edge[..], isFirst: true);
        bool isRoom = Add(text, edge[..count], FirstMark, tokensMax, tokens, counters);
        count = Find(text, edge[..], isFirst: false);
        isRoom = isRoom && Add(text, edge[..count], LastMark, tokensMax, tokens, counters);
        tokens.ClearCounters(counters);
        return !isRoom;
    }

    /// <summary>Where the first or the last words of a text are, in their order; how many there are.</summary>
    private int Find(ReadOnlySpan<char> text, Span<(int Start, int End)> places, bool isFirst)
    {
        int found = 0;
        for (int start = 0; start < text.Length && (found < _words || !isFirst);)
        {
            int end = CharacterTable.WordEnd(text, start);
            if (!char.IsWhiteSpace(text[start]))
            {
                places[found++ % _words] = (start, end);
            }

            start = end;
        }

        if (found > _words)
        {
            // The oldest of the ring comes first.
            int oldest = found % _words;
            places[..oldest].Reverse();
            places[oldest.._words].Reverse();
            places[.._words].Reverse();
        }

        return Math.Min(found, _words);
    }

    private bool Add(
        ReadOnlySpan<char> text, ReadOnlySpan<(int Start, int End)> places, char mark, int tokensMax,
        TokenBuffer tokens, Span<int> counters)
    {
        uint start = TokenHash.Add(TokenHash.Start, mark);
        foreach (var (first, end) in places)
        {
            uint word = TokenHash.Add(start, text[first..end]);
            if (!tokens.AddCounted(TokenHash.Bucket(word, VocabularySize), counters, tokensMax))
            {
                return false;
            }
        }

        for (int i = 1; i < places.Length; i++)
        {
            uint left = TokenHash.Add(start, text[places[i - 1].Start..places[i - 1].End]);
            uint pair = TokenHash.Add(TokenHash.Add(left, ' '), text[places[i].Start..places[i].End]);
            if (!tokens.AddCounted(TokenHash.Bucket(pair, VocabularySize), counters, tokensMax))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Reads the <c>model</c> object of a tokenizer.json.</summary>
    /// <exception cref="Runs.ScanException">No number of buckets or words, or one out of range.</exception>
    internal static HashedEdges Read(JsonFile file)
    {
        var words = file.Integer("model", "words");
        return words is >= 1 and <= WordsMax
            ? new HashedEdges(HashedWords.Buckets(file), (int)words)
            : throw new Runs.ScanException(
                $"{file.Path}: found model.words "
                + $"{words?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "nowhere"}, "
                + $"expected 1 to {WordsMax}. Correct the file or build the model anew.");
    }

    [InlineArray(WordsMax)]
    private struct Places
    {
        private (int Start, int End) _first;
    }
}
