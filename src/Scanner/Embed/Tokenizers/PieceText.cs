using Scanner.Ingest.Normalization;

namespace Scanner.Embed.Tokenizers;

/// <summary>A text and the pieces that it was cut into, in their order. Used again and again by one thread.</summary>
internal sealed class PieceText
{
    private (int Start, int End)[] _pieces = new (int, int)[256];

    /// <summary>The characters.</summary>
    public CharBuffer Text { get; } = new();

    /// <summary>Where each piece lies in the text.</summary>
    public ReadOnlySpan<(int Start, int End)> Pieces => _pieces.AsSpan(0, Count);

    /// <summary>Pieces.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the text begins where the whole text began, not behind an added token.</summary>
    public bool IsAtStart { get; private set; }

    /// <summary>Forgets text and pieces.</summary>
    public void Clear(bool isAtStart)
    {
        Text.Clear(0);
        Count = 0;
        IsAtStart = isAtStart;
    }

    /// <summary>Forgets all and takes over the text of another, without its pieces.</summary>
    public void TakeText(PieceText other)
    {
        Clear(other.IsAtStart);
        Text.Append(other.Text.Written);
    }

    /// <summary>Adds a piece; an empty one is left out.</summary>
    public void Add(int start, int end)
    {
        if (start == end)
        {
            return;
        }

        if (Count == _pieces.Length)
        {
            Array.Resize(ref _pieces, 2 * Count);
        }

        _pieces[Count++] = (start, end);
    }

    /// <summary>The characters of a piece.</summary>
    public ReadOnlySpan<char> this[int piece] => Text.Written[_pieces[piece].Start.._pieces[piece].End];
}
