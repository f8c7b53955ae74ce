namespace Scanner.Embed.Tokenizers;

/// <summary>Words between white space, and each punctuation character by itself (BertPreTokenizer).</summary>
internal sealed class BertWords : IPreTokenizer
{
    /// <inheritdoc/>
    public void Split(PieceText source, PieceText target)
    {
        target.TakeText(source);
        foreach (var (pieceStart, pieceEnd) in source.Pieces)
        {
            int start = pieceStart;
            var text = source.Text.Written;
            for (int i = pieceStart; i < pieceEnd;)
            {
                var kind = CharacterKinds.Of(text, i, out int width);
                if (kind is CharacterKind.Blank or CharacterKind.Punctuation)
                {
                    target.Add(start, i);
                    start = i + width;
                    if (kind == CharacterKind.Punctuation)
                    {
                        target.Add(i, start);
                    }
                }

                i += width;
            }

            target.Add(start, pieceEnd);
        }
    }
}
