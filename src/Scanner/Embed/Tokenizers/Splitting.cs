namespace Scanner.Embed.Tokenizers;

/// <summary>What becomes of a pattern's matches.</summary>
internal enum SplitBehavior
{
    /// <summary>They are left out.</summary>
    Removed,

    /// <summary>Each is a piece.</summary>
    Isolated,

    /// <summary>They belong to what is before them.</summary>
    MergedWithPrevious,

    /// <summary>They belong to what is behind them.</summary>
    MergedWithNext,

    /// <summary>Those in a row are one piece.</summary>
    Contiguous,
}

/// <summary>Cuts pieces at what a pattern matches (Split, and others that are cases of it).</summary>
/// <param name="pattern">What to find.</param>
/// <param name="behavior">What becomes of it.</param>
/// <param name="inverts">Whether what lies between matches is taken for the matches, and they for what lies between.
/// </param>
internal sealed class Splitting(ITextPattern pattern, SplitBehavior behavior, bool inverts = false) : IPreTokenizer
{
    [ThreadStatic]
    private static PieceText? _matches;

    /// <inheritdoc/>
    public void Split(PieceText source, PieceText target)
    {
        target.TakeText(source);
        var matches = _matches ??= new PieceText();
        foreach (var (start, end) in source.Pieces)
        {
            matches.Clear(isAtStart: true);
            pattern.Find(source.Text.Written[start..end], matches);
            var cuts = new Cuts(behavior, target);
            int done = start;
            foreach (var (from, to) in matches.Pieces)
            {
                cuts.Add(done, start + from, isMatch: inverts);
                cuts.Add(start + from, start + to, isMatch: !inverts);
                done = start + to;
            }

            cuts.Add(done, end, isMatch: inverts);
            cuts.End();
        }
    }

    /// <summary>Joins neighbours as the behaviour says: what is held back may grow by what comes.</summary>
    private ref struct Cuts(SplitBehavior behavior, PieceText target)
    {
        private int _start = -1, _end = -1;
        private bool _wasMatch;

        public void Add(int start, int end, bool isMatch)
        {
            if (start == end)
            {
                return;
            }

            bool isJoined = _start >= 0 && behavior switch
            {
                SplitBehavior.MergedWithPrevious => isMatch && !_wasMatch,
                SplitBehavior.MergedWithNext => !isMatch && _wasMatch,
                SplitBehavior.Contiguous => isMatch == _wasMatch,
                _ => false,
            };
            if (!isJoined)
            {
                End();
                _start = start;
            }

            _end = end;
            _wasMatch = isMatch;
        }

        public void End()
        {
            if (_start >= 0 && !(behavior == SplitBehavior.Removed && _wasMatch))
            {
                target.Add(_start, _end);
            }
        }
    }
}
