using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Scanner.Ingest.Spans;

/// <summary>
/// The words of one text as 64-bit hashes with their places, reused from text to text. A word is a run of letters and
/// digits; in scripts without spaces every character is a word. Punctuation separates and does not count.
/// </summary>
internal sealed class WordCursor
{
    private ulong[] _hashes = new ulong[1024];
    private int[] _starts = new int[1024];
    private int[] _ends = new int[1024];

    /// <summary>Words of the text last read.</summary>
    public int Count { get; private set; }

    /// <summary>Hash of a word.</summary>
    public ulong Hash(int word) => _hashes[word];

    /// <summary>First char of a word.</summary>
    public int Start(int word) => _starts[word];

    /// <summary>Char after the last char of a word.</summary>
    public int End(int word) => _ends[word];

    /// <summary>Reads the words of a normalised text.</summary>
    public void Read(ReadOnlySpan<char> text)
    {
        Count = 0;
        var index = 0;
        while (index < text.Length)
        {
            if (IsAsciiWord(text[index]))
            {
                index = ReadWord(text, index);
                continue;
            }

            Rune.DecodeFromUtf16(text[index..], out var rune, out var length);
            if (IsAlone(rune))
            {
                Add(Mix(Offset ^ (uint)rune.Value), index, index + length);
                index += length;
            }
            else
            {
                index = Rune.IsLetterOrDigit(rune) ? ReadWord(text, index) : index + length;
            }
        }
    }

    private const ulong Offset = 0xCBF29CE484222325;

    private int ReadWord(ReadOnlySpan<char> text, int start)
    {
        var hash = Offset;
        var index = start;
        while (index < text.Length)
        {
            var c = text[index];
            if (!IsAsciiWord(c))
            {
                if (c < 0x80)
                {
                    break;
                }

                Rune.DecodeFromUtf16(text[index..], out var rune, out var length);
                if (!IsPart(rune))
                {
                    break;
                }

                hash = Mix(hash ^ (uint)rune.Value);
                index += length;
                continue;
            }

            // FNV-1a over UTF-16 units: a word has about five letters, so nothing faster pays.
            hash = (hash ^ c) * 0x100000001B3;
            index++;
        }

        Add(Mix(hash), start, index);
        return index;
    }

    private void Add(ulong hash, int start, int end)
    {
        if (Count == _hashes.Length)
        {
            Array.Resize(ref _hashes, Count * 2);
            Array.Resize(ref _starts, Count * 2);
            Array.Resize(ref _ends, Count * 2);
        }

        (_hashes[Count], _starts[Count], _ends[Count]) = (hash, start, end);
        Count++;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsAsciiWord(char c) => char.IsAsciiLetterOrDigit(c);

    private static bool IsPart(Rune rune) =>
        !IsAlone(rune) && (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark);

    /// <summary>Scripts written without spaces: kana, Han, Thai, Lao, Khmer, Myanmar. Hangul has spaces.</summary>
    internal static bool IsAlone(Rune rune) => rune.Value
        is (>= 0x0E00 and <= 0x0EFF and not (>= 0x0E50 and <= 0x0E59)) or (>= 0x1000 and <= 0x109F)
            or (>= 0x1780 and <= 0x17FF) or (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x4DBF)
            or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);

    /// <summary>The finaliser of MurmurHash3 (Appleby): every input bit reaches every output bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Mix(ulong hash)
    {
        hash ^= hash >> 33;
        hash *= 0xFF51AFD7ED558CCD;
        hash ^= hash >> 33;
        hash *= 0xC4CEB9FE1A85EC53;
        return hash ^ (hash >> 33);
    }
}
