namespace Scanner.Embed;

/// <summary>
/// BERT's tokenizer: cleaned and, where asked for, accentless lower-case words, parted at blanks, punctuation and Han
/// characters, each cut greedily into the longest pieces that the vocabulary holds (Devlin and others, 2018;
/// https://github.com/google-research/bert/blob/master/tokenization.py). Names of special tokens in a text are plain
/// text here: nobody who writes <c>[SEP]</c> in a prompt steers the model.
/// </summary>
public sealed class WordPiece : ITokenizer
{
    /// <summary>The name of this tokenizer in tokenizer.json.</summary>
    public const string Type = "WordPiece";

    private readonly WordPieceOptions _options;
    private readonly BertCharacters _characters;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _starts;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _continuations;
    private readonly int _pieceLengthMax;

    /// <summary>A tokenizer over a vocabulary.</summary>
    /// <param name="vocabulary">Ids, from 0, by token; those that continue a word begin with the prefix.</param>
    /// <param name="options">How text is cut.</param>
    public WordPiece(IReadOnlyDictionary<string, int> vocabulary, WordPieceOptions options)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _characters = new BertCharacters(options);
        var (starts, continuations) = (new Dictionary<string, int>(), new Dictionary<string, int>());
        foreach (var (token, id) in vocabulary)
        {
            starts[token] = id;
            if (token.StartsWith(options.Prefix, StringComparison.Ordinal))
            {
                continuations[token[options.Prefix.Length..]] = id;
            }

            _pieceLengthMax = Math.Max(_pieceLengthMax, token.Length);
            VocabularySize = Math.Max(VocabularySize, id + 1);
        }

        _starts = starts.GetAlternateLookup<ReadOnlySpan<char>>();
        _continuations = continuations.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <inheritdoc/>
    public int VocabularySize { get; }

    /// <inheritdoc/>
    public bool Encode(ReadOnlySpan<char> text, int tokensMax, TokenBuffer tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        tokens.Clear();
        tokens.Add(_options.StartId);
        var hasRoom = true;
        var word = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var kind = _characters.KindOf(rune);
            if (kind != BertKind.Part && kind != BertKind.Dropped)
            {
                hasRoom = AddWord(tokens.Characters[..word], tokensMax - 1, tokens);
                word = 0;
            }

            if (kind is BertKind.Part or BertKind.Alone)
            {
                word = _characters.Append(rune, tokens, word);
            }

            if (kind == BertKind.Alone && hasRoom)
            {
                hasRoom = AddWord(tokens.Characters[..word], tokensMax - 1, tokens);
                word = 0;
            }

            if (!hasRoom)
            {
                break;
            }
        }

        hasRoom = hasRoom && AddWord(tokens.Characters[..word], tokensMax - 1, tokens);
        if (tokens.Count == 1)
        {
            tokens.Clear();
            return false;
        }

        tokens.Add(_options.EndId);
        return !hasRoom;
    }

    /// <summary>Adds the pieces of a word; false where there is no room for one of them.</summary>
    private bool AddWord(ReadOnlySpan<char> word, int roomFor, TokenBuffer tokens)
    {
        if (word.IsEmpty)
        {
            return true;
        }

        var first = tokens.Count;
        for (var start = 0; start < word.Length;)
        {
            var id = LongestPiece(word, start, out var end);
            if (id < 0 || IsTooLong(word))
            {
                tokens.Truncate(first);
                tokens.Add(_options.UnknownId);
                break;
            }

            tokens.Add(id);
            start = end;
        }

        var hasRoom = tokens.Count <= roomFor;
        tokens.Truncate(roomFor);
        return hasRoom;
    }

    private int LongestPiece(ReadOnlySpan<char> word, int start, out int end)
    {
        var pieces = start == 0 ? _starts : _continuations;
        for (end = Math.Min(word.Length, start + _pieceLengthMax); end > start; end--)
        {
            if (pieces.TryGetValue(word[start..end], out var id))
            {
                return id;
            }
        }

        return -1;
    }

    private bool IsTooLong(ReadOnlySpan<char> word)
    {
        if (word.Length <= _options.WordLengthMax)
        {
            return false;
        }

        var characters = 0;
        foreach (var unit in word)
        {
            characters += char.IsLowSurrogate(unit) ? 0 : 1;
        }

        return characters > _options.WordLengthMax;
    }
}
