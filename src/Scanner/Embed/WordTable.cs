using System.Numerics;

namespace Scanner.Embed;

/// <summary>The known words of a tokenizer: from a word and its hash to its place in the list.</summary>
internal sealed class WordTable
{
    private readonly string[] _words;

    // A hash beside each word: words that are not known are seldom compared, and none is fetched for it.
    private readonly (uint Hash, int Number)[] _slots;

    /// <summary>A table of words in lower case, each listed once.</summary>
    public WordTable(IReadOnlyList<string> words)
    {
        _words = [.. words];

        // Twice as many slots as words: a search looks at 1.5 of them on average (Knuth, volume 3, 6.4).
        _slots = new (uint, int)[BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, 2 * _words.Length))];
        for (int i = 0; i < _words.Length; i++)
        {
            uint hash = TokenHash.Add(TokenHash.Start, _words[i]);
            int slot = First(hash);
            while (_slots[slot].Number != 0)
            {
                slot = Next(slot);
            }

            _slots[slot] = (hash, i + 1);
        }
    }

    /// <summary>How many words there are.</summary>
    public int Count => _words.Length;

    /// <summary>The place of a word; −1 where it is not known.</summary>
    /// <param name="word">The word, in any case.</param>
    /// <param name="hash">Its hash by <see cref="TokenHash"/>.</param>
    public int Find(ReadOnlySpan<char> word, uint hash)
    {
        for (int slot = First(hash); ; slot = Next(slot))
        {
            var (known, number) = _slots[slot];
            if (number == 0)
            {
                return -1;
            }

            if (known == hash && IsSame(_words[number - 1], word))
            {
                return number - 1;
            }
        }
    }

    private static bool IsSame(string known, ReadOnlySpan<char> word)
    {
        if (known.Length != word.Length)
        {
            return false;
        }

        for (int i = 0; i < word.Length; i++)
        {
            if (known[i] != CharacterTable.ToLower(word[i]))
            {
                return false;
            }
        }

        return true;
    }

    // The upper bits: FNV's lower ones mix less.
    private int First(uint hash) => (int)((hash * 0x9E3779B1u >> 1) & (uint)(_slots.Length - 1));

    private int Next(int slot) => (slot + 1) & (_slots.Length - 1);
}
