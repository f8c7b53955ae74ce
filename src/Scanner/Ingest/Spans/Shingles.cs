namespace Scanner.Ingest.Spans;

/// <summary>Rolling hashes of all runs of k words of one text, and the winnowed choice among them.</summary>
internal sealed class Shingles(int words, int window)
{
    // An odd multiplier: a polynomial over words modulo 2^64, mixed at the end.
    internal const ulong Base = 0x9E3779B97F4A7C15;

    private readonly ulong _leaving = Power(Base, words);
    private readonly WordCursor _cursor = new();
    private ulong[] _hashes = new ulong[1024];

    /// <summary>Shingles of the text last read: its words − k + 1, or 0.</summary>
    public int Count { get; private set; }

    /// <summary>The words themselves.</summary>
    public WordCursor Words => _cursor;

    /// <summary>Hashes of the shingles in order.</summary>
    public ReadOnlySpan<ulong> Hashes => _hashes.AsSpan(0, Count);

    /// <summary>Hash of the shingle that starts at a word.</summary>
    public ulong this[int index] => _hashes[index];

    /// <summary>Reads a text: all its shingles, in linear time.</summary>
    public void Read(ReadOnlySpan<char> text)
    {
        _cursor.Read(text);
        Count = Math.Max(0, _cursor.Count - words + 1);
        if (_hashes.Length < Count)
        {
            _hashes = new ulong[Math.Max(Count, _hashes.Length * 2)];
        }

        ulong rolling = 0;
        for (var word = 0; word < _cursor.Count; word++)
        {
            rolling = (rolling * Base) + _cursor.Hash(word);
            if (word >= words)
            {
                rolling -= _leaving * _cursor.Hash(word - words);
            }

            if (word >= words - 1)
            {
                _hashes[word - words + 1] = WordCursor.Mix(rolling);
            }
        }
    }

    /// <summary>Hash of the wording from a first shingle to a last one.</summary>
    public ulong HashOf(int first, int last)
    {
        var hash = _hashes[first];
        for (var index = first + 1; index <= last; index++)
        {
            hash = WordCursor.Mix(hash ^ (_hashes[index] * Base));
        }

        return hash;
    }

    /// <summary>
    /// The winnowed shingles: of every window the least hash, the rightmost of equals, each once (Schleimer, Wilkerson,
    /// Aiken: Winnowing, SIGMOD 2003). A text with fewer shingles than a window yields its least.
    /// </summary>
    /// <param name="chosen">Cleared, then filled with shingle indexes in ascending order.</param>
    public void Winnow(List<int> chosen)
    {
        chosen.Clear();
        var least = -1;
        for (var end = Math.Min(window, Count) - 1; end >= 0 && end < Count; end++)
        {
            var start = Math.Max(0, end - window + 1);
            if (least >= start && _hashes[end] > _hashes[least])
            {
                continue;
            }

            least = least >= start ? end : LeastOf(start, end);
            chosen.Add(least);
        }
    }

    private int LeastOf(int start, int end)
    {
        var least = start;
        for (var index = start + 1; index <= end; index++)
        {
            if (_hashes[index] <= _hashes[least])
            {
                least = index;
            }
        }

        return least;
    }

    private static ulong Power(ulong number, int exponent)
    {
        ulong power = 1;
        for (var i = 0; i < exponent; i++)
        {
            power *= number;
        }

        return power;
    }
}
