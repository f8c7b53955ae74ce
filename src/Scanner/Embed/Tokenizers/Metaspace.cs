namespace Scanner.Embed.Tokenizers;

/// <summary>When a piece gets the mark of a blank before it.</summary>
internal enum MetaspacePrefix
{
    /// <summary>Never.</summary>
    Never,

    /// <summary>Where the text begins.</summary>
    First,

    /// <summary>Before every piece.</summary>
    Always,
}

/// <summary>Writes blanks as a visible mark that belongs to the word behind it, as sentencepiece does.</summary>
/// <param name="mark">The mark (replacement).</param>
/// <param name="prefix">Which pieces get a mark before them that have none (prepend_scheme).</param>
/// <param name="splits">Whether pieces are cut before each mark.</param>
internal sealed class Metaspace(char mark, MetaspacePrefix prefix, bool splits) : IPreTokenizer
{
    /// <inheritdoc/>
    public void Split(PieceText source, PieceText target)
    {
        foreach (var (pieceStart, pieceEnd) in source.Pieces)
        {
            var piece = source.Text.Written[pieceStart..pieceEnd];
            int start = target.Text.Length;
            bool isPrefixed = prefix == MetaspacePrefix.Always
                || (prefix == MetaspacePrefix.First && source.IsAtStart && pieceStart == 0);
            if (isPrefixed && piece[0] != ' ' && piece[0] != mark)
            {
                target.Text.Append(mark);
            }

            foreach (char unit in piece)
            {
                char written = unit == ' ' ? mark : unit;
                // As the reference has it, of marks in a row all but the last stand for themselves.
                if (splits && written == mark && target.Text.Length > start)
                {
                    target.Add(start, target.Text.Length);
                    start = target.Text.Length;
                }

                target.Text.Append(written);
            }

            target.Add(start, target.Text.Length);
        }
    }
}
