using Scanner.Ingest.Normalization;

namespace Scanner.Embed.Tokenizers;

/// <summary>Writes text as its UTF-8 bytes, a character each (ByteLevel), as normalizer or as pre-tokenizer.</summary>
/// <param name="addsBlank">Whether a piece gets a blank before it unless it has one (add_prefix_space).</param>
/// <param name="words">What pieces are cut into before they are written; null: nothing (use_regex).</param>
internal sealed class ByteLevelStep(bool addsBlank, ITextPattern? words) : INormalizer, IPreTokenizer
{
    [ThreadStatic]
    private static PieceText? _words;

    [ThreadStatic]
    private static CharBuffer? _piece;

    /// <inheritdoc/>
    public void Normalize(ReadOnlySpan<char> text, CharBuffer output) => ByteLevelAlphabet.Append(text, output);

    /// <inheritdoc/>
    public void Split(PieceText source, PieceText target)
    {
        for (int i = 0; i < source.Count; i++)
        {
            var piece = addsBlank && !char.IsWhiteSpace(source[i][0]) ? WithBlank(source[i]) : source[i];
            if (words is null)
            {
                Add(piece, target);
                continue;
            }

            var cuts = _words ??= new PieceText();
            cuts.Clear(isAtStart: true);
            words.Find(piece, cuts);
            int done = 0;
            foreach (var (start, end) in cuts.Pieces)
            {
                Add(piece[done..start], target);
                Add(piece[start..end], target);
                done = end;
            }

            Add(piece[done..], target);
        }
    }

    private static ReadOnlySpan<char> WithBlank(ReadOnlySpan<char> piece)
    {
        var output = _piece ??= new CharBuffer();
        output.Clear(piece.Length + 1);
        output.Append(' ');
        output.Append(piece);
        return output.Written;
    }

    private static void Add(ReadOnlySpan<char> piece, PieceText target)
    {
        int start = target.Text.Length;
        ByteLevelAlphabet.Append(piece, target.Text);
        target.Add(start, target.Text.Length);
    }
}
