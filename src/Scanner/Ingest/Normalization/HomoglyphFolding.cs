namespace Scanner.Ingest.Normalization;

/// <summary>
/// Brings every word into one script. A mixed word goes to the script of its letters that have no double; a word made
/// of doubles only goes to Latin where the words around it are Latin, and stays as it is otherwise.
/// </summary>
/// <remarks>Not thread-safe: an instance owns its scratch.</remarks>
internal sealed class HomoglyphFolding
{
    private readonly List<Range> _waiting = [];

    /// <summary>
    /// Folds in place. Case matters (В looks like B, в like nothing), so this comes before case folding.
    /// </summary>
    public void Fold(Span<char> text)
    {
        _waiting.Clear();
        var context = Script.None;
        for (var start = 0; start < text.Length; start++)
        {
            if (Homoglyphs.ScriptOf(text[start]) == Script.None)
            {
                continue;
            }

            var end = start + 1;
            while (end < text.Length && Homoglyphs.ScriptOf(text[end]) != Script.None)
            {
                end++;
            }

            context = FoldWord(text, start..end, context);
            start = end;
        }

        if (context == Script.Latin)
        {
            FoldWaiting(text);
        }
    }

    /// <summary>
    /// Folds a mixed word, or takes note of one that could be Latin. Returns the context for the next word.
    /// </summary>
    private Script FoldWord(Span<char> text, Range range, Script context)
    {
        var word = text[range];
        var counts = WordCounts.Of(word);
        if (counts.Latin == 0 && counts.Doubles == counts.Foreign)
        {
            _waiting.Add(range);
            return context;
        }

        if (counts.Latin > 0 && counts.Foreign > 0)
        {
            FoldMixed(word, counts);
        }

        if (!counts.GoesToLatin && !counts.Strange)
        {
            return context;
        }

        if (counts.GoesToLatin && context != Script.Other)
        {
            FoldWaiting(text);
        }

        _waiting.Clear();
        return counts.GoesToLatin ? Script.Latin : Script.Other;
    }

    private void FoldWaiting(Span<char> text)
    {
        foreach (var range in _waiting)
        {
            ToLatin(text[range]);
        }

        _waiting.Clear();
    }

    private static void FoldMixed(Span<char> word, WordCounts counts)
    {
        if (counts.GoesToLatin)
        {
            ToLatin(word);
            return;
        }

        foreach (ref var letter in word)
        {
            var other = Homoglyphs.FromLatin(letter, counts.Script);
            letter = other == 0 ? letter : other;
        }
    }

    private static void ToLatin(Span<char> word)
    {
        foreach (ref var letter in word)
        {
            var latin = Homoglyphs.LatinOf(letter);
            letter = latin == 0 ? letter : latin;
        }
    }
}
