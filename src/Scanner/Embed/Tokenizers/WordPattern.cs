namespace Scanner.Embed.Tokenizers;

/// <summary>What <c>\w+|[^\w\s]+</c> matches: runs of word characters, and of what is neither that nor blank.</summary>
internal sealed class WordPattern : ITextPattern
{
    /// <inheritdoc/>
    public void Find(ReadOnlySpan<char> text, PieceText matches)
    {
        int start = 0;
        var run = Run.Blank;
        for (int i = 0; i < text.Length;)
        {
            var next = RunOf(text, i, out int width);
            if (next != run)
            {
                Add(start, i);
                (start, run) = (i, next);
            }

            i += width;
        }

        Add(start, text.Length);

        void Add(int from, int to)
        {
            if (run != Run.Blank)
            {
                matches.Add(from, to);
            }
        }
    }

    private static Run RunOf(ReadOnlySpan<char> text, int index, out int width) =>
        CharacterKinds.IsWord(text, index, out width) ? Run.Word
        : CharacterKinds.Of(text, index, out _) == CharacterKind.Blank ? Run.Blank
        : Run.Other;

    private enum Run
    {
        Blank,
        Word,
        Other,
    }
}
