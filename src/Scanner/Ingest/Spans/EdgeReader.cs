using System.Text;

namespace Scanner.Ingest.Spans;

/// <summary>Hashes of the wordings with which a text begins or ends. One object a thread.</summary>
internal sealed class EdgeReader(SpanOptions options)
{
    // A request's number or a salt before or after what is worded, with a word that names it: "[ref 5f03ab91]".
    private const int SaltWords = 2;
    private const int SaltLength = 6;

    private readonly WordCursor _words = new();
    private string _text = "";

    // [words] hashes of the wordings of 1, 2, … words from an edge.
    private readonly ulong[] _hashes = new ulong[options.WordsMin + 1];
    private bool _isFromEnd;
    private int _skipped;

    /// <summary>Most words of a wording of the edge last read.</summary>
    public int WordsMost { get; private set; }

    /// <summary>Hash of the wording of so many words; equal at both edges where the words are.</summary>
    public ulong this[int words] => _hashes[words];

    /// <summary>Reads a text; an edge of it is read next.</summary>
    public void Read(string text)
    {
        _text = text;
        _words.Read(text);
    }

    /// <summary>
    /// Hashes the wordings of up to the least words of a span from an edge, so that the longest tells whether one goes
    /// on.
    /// </summary>
    public void ReadEdge(bool fromEnd)
    {
        (_isFromEnd, _skipped) = (fromEnd, Skipped(fromEnd));
        WordsMost = Math.Min(options.WordsMin, _words.Count - _skipped);
        var (rolling, power) = (0UL, 1UL);
        for (var words = 1; words <= WordsMost; words++)
        {
            if (fromEnd)
            {
                rolling += _words.Hash(_words.Count - _skipped - words) * power;
                power *= Shingles.Base;
            }
            else
            {
                rolling = (rolling * Shingles.Base) + _words.Hash(_skipped + words - 1);
            }

            _hashes[words] = WordCursor.Mix(rolling + (ulong)words);
        }
    }

    /// <summary>Where the wording of so many words lies, in chars.</summary>
    public (int Start, int Length) PlaceOf(int words)
    {
        var first = First(words);
        var start = _words.Start(first);
        return (start, _words.End(first + words - 1) - start);
    }

    /// <summary>
    /// Whether a wording has enough words, where a character of a script without spaces is half of one.
    /// </summary>
    public bool IsLong(int words)
    {
        var alone = 0;
        for (var word = First(words); word < First(words) + words; word++)
        {
            alone += WordCursor.IsAlone(Rune.GetRuneAt(_text, _words.Start(word))) ? 1 : 0;
        }

        return words - (0.5 * alone) >= options.EdgeWordsMin;
    }

    private int First(int words) => _isFromEnd ? _words.Count - _skipped - words : _skipped;

    /// <summary>How many words at an edge are a salt: those up to a long one with a digit.</summary>
    private int Skipped(bool fromEnd)
    {
        for (var place = Math.Min(SaltWords, _words.Count) - 1; place >= 0; place--)
        {
            var word = fromEnd ? _words.Count - 1 - place : place;
            var letters = _text.AsSpan(_words.Start(word).._words.End(word));
            if (letters.Length >= SaltLength && letters.ContainsAnyInRange('0', '9'))
            {
                return place + 1;
            }
        }

        return 0;
    }
}
