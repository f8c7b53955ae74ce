namespace Scanner.Embed.Tokenizers;

/// <summary>The parts of a tokenizer.json, in the order in which they work.</summary>
internal sealed record TokenizerParts
{
    /// <summary>Tokens that are found in the text as it is.</summary>
    public AddedTokens Added { get; init; } = new([]);

    /// <summary>What rewrites the text.</summary>
    public IReadOnlyList<INormalizer> Normalizers { get; init; } = [];

    /// <summary>Tokens that are found in the rewritten text.</summary>
    public AddedTokens AddedNormalized { get; init; } = new([]);

    /// <summary>What cuts it into pieces.</summary>
    public IReadOnlyList<IPreTokenizer> PreTokenizers { get; init; } = [];

    /// <summary>What cuts pieces into tokens.</summary>
    public required ITokenModel Model { get; init; }

    /// <summary>Ids before those of the text.</summary>
    public IReadOnlyList<int> Before { get; init; } = [];

    /// <summary>Ids behind those of the text.</summary>
    public IReadOnlyList<int> Behind { get; init; } = [];
}

/// <summary>
/// A tokenizer as tokenizer.json describes it: added tokens, normalizers, pre-tokenizers, a model, and the tokens that
/// a post-processor sets around a text. Its ids are those of Hugging Face's tokenizers. All tables are read-only and
/// shared; what changes from text to text is in the <see cref="TokenBuffer"/>.
/// </summary>
internal sealed class TextTokenizer : ITokenizer
{
    private readonly TokenizerParts _parts;
    private readonly INormalizer[] _normalizers;
    private readonly IPreTokenizer[] _preTokenizers;
    private readonly int[] _before, _behind;

    /// <summary>A tokenizer of these parts.</summary>
    public TextTokenizer(TokenizerParts parts)
    {
        _parts = parts;
        _normalizers = [.. parts.Normalizers];
        _preTokenizers = [.. parts.PreTokenizers];
        (_before, _behind) = ([.. parts.Before], [.. parts.Behind]);
        VocabularySize = new[] { parts.Model.VocabularySize, parts.Added.Size, parts.AddedNormalized.Size }.Max();
    }

    /// <inheritdoc/>
    public int VocabularySize { get; }

    /// <inheritdoc/>
    public bool Encode(ReadOnlySpan<char> text, int tokensMax, TokenBuffer tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        tokens.Clear();
        foreach (int id in _before)
        {
            tokens.Add(id);
        }

        int room = tokensMax - _behind.Length;
        AddText(tokens.Work.WellFormed(text), room, tokens);
        if (tokens.Count == _before.Length)
        {
            tokens.Clear();
            return false;
        }

        bool isCut = tokens.Count > room;
        tokens.Truncate(room);
        foreach (int id in _behind)
        {
            tokens.Add(id);
        }

        return isCut;
    }

    private void AddText(ReadOnlySpan<char> text, int room, TokenBuffer tokens)
    {
        for (int done = 0; done < text.Length && tokens.Count <= room;)
        {
            int id = _parts.Added.Next(text, done, out int start, out int end);
            if (start > done)
            {
                AddNormalized(Normalize(text[done..start], tokens.Work), isAtStart: done == 0, room, tokens);
            }

            if (id >= 0)
            {
                tokens.Add(id);
            }

            done = end;
        }
    }

    private void AddNormalized(ReadOnlySpan<char> text, bool isAtStart, int room, TokenBuffer tokens)
    {
        for (int done = 0; done < text.Length && tokens.Count <= room;)
        {
            int id = _parts.AddedNormalized.Next(text, done, out int start, out int end);
            if (start > done)
            {
                AddPieces(text[done..start], isAtStart && done == 0, room, tokens);
            }

            if (id >= 0)
            {
                tokens.Add(id);
            }

            done = end;
        }
    }

    private void AddPieces(ReadOnlySpan<char> text, bool isAtStart, int room, TokenBuffer tokens)
    {
        var (source, target) = (tokens.Work.Source, tokens.Work.Target);
        source.Clear(isAtStart);
        source.Text.Append(text);
        source.Add(0, text.Length);
        foreach (var step in _preTokenizers)
        {
            target.Clear(isAtStart);
            step.Split(source, target);
            (source, target) = (target, source);
        }

        for (int piece = 0; piece < source.Count && tokens.Count <= room; piece++)
        {
            _parts.Model.Add(source[piece], tokens);
        }
    }

    private ReadOnlySpan<char> Normalize(ReadOnlySpan<char> text, TokenizerWork work)
    {
        var (next, last) = (work.Left, work.Right);
        foreach (var step in _normalizers)
        {
            next.Clear(text.Length);
            step.Normalize(text, next);
            text = next.Written;
            (next, last) = (last, next);
        }

        return text;
    }
}
