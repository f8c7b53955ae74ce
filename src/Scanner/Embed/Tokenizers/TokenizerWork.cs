using Scanner.Ingest.Normalization;

namespace Scanner.Embed.Tokenizers;

/// <summary>The memory that a thread tokenizes with, kept from text to text.</summary>
internal sealed class TokenizerWork
{
    private readonly CharBuffer _mended = new();
    private WordCache? _words;
    private ITokenModel? _wordsOf;
    private LatticeNode[] _lattice = [];

    /// <summary>Text between normalizers.</summary>
    public CharBuffer Left { get; } = new();

    /// <inheritdoc cref="Left"/>
    public CharBuffer Right { get; } = new();

    /// <summary>Pieces between pre-tokenizers.</summary>
    public PieceText Source { get; } = new();

    /// <inheritdoc cref="Source"/>
    public PieceText Target { get; } = new();

    /// <summary>Merges that wait.</summary>
    public MergeLinks Links { get; } = new();

    /// <summary>Words that a model met lately.</summary>
    public WordCache WordsOf(ITokenModel model)
    {
        if (_wordsOf != model)
        {
            _words?.Clear();
            _wordsOf = model;
        }

        return _words ??= new WordCache();
    }

    /// <summary>So many places; what they hold is left over from another text.</summary>
    public Span<LatticeNode> Lattice(int places)
    {
        if (_lattice.Length < places)
        {
            _lattice = new LatticeNode[2 * places];
        }

        return _lattice.AsSpan(0, places);
    }

    /// <summary>The text; a half of a surrogate pair, which UTF-8 cannot write, as U+FFFD.</summary>
    public ReadOnlySpan<char> WellFormed(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            return text;
        }

        _mended.Clear(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            _mended.AppendCode(rune.Value);
        }

        return _mended.Written;
    }
}
