using System.Globalization;
using System.Text;
using Scanner.Ingest.Normalization;
using Scanner.Ingest.Spans;

namespace Scanner.Report;

/// <summary>
/// Finds a skeleton's fixed wording in a text, word by word, whatever lies between the words. Words are compared as
/// Ingest compares texts, so that disguised ones are found; a word that was changed leaves a gap.
/// </summary>
internal static class FixedWording
{
    /// <summary>Shorter wording stands in any text; marking it would say nothing.</summary>
    private const int WordsMin = 3;

    /// <summary>A slot among the words of a skeleton: no text has it, so that no range crosses one.</summary>
    private const string Slot = "\0";

    /// <summary>
    /// Ranges of <paramref name="text"/> that are fixed wording of the skeleton: ascending, not touching. The longest
    /// run of equal words comes first, then what lies before it in both, and what lies behind it (Ratcliff and
    /// Obershelp, 1988). Takes words of the skeleton times words of the text.
    /// </summary>
    public static IReadOnlyList<Range> Find(string skeleton, string text)
    {
        var words = Words(text);
        var codes = new Dictionary<string, int>();
        var own = Codes(words.Select(word => word.Folded), codes);
        var sought = Codes(SkeletonParts.Split(skeleton).SelectMany(
            part => part.IsSlot ? [Slot] : Words(part.Text).Select(word => word.Folded)), codes);
        var ranges = new List<Range>();
        Match(sought, own, 0, found => ranges.Add(words[found.Start].Start..words[found.Start + found.Length - 1].End));
        return ranges;
    }

    /// <summary>
    /// Where a skeleton's wording stands in a text: that of the first of which half the characters are there, else
    /// of the one that covers most. A request's own skeleton comes first, so that the others are seldom tried.
    /// </summary>
    public static IReadOnlyList<Range> Find(IReadOnlyList<string> skeletons, string text)
    {
        IReadOnlyList<Range> best = [];
        var most = 0;
        foreach (var skeleton in skeletons)
        {
            var found = Find(skeleton, text);
            var covered = found.Sum(range => range.End.Value - range.Start.Value);
            if (covered > most) (best, most) = (found, covered);
            if (2 * covered >= skeleton.Length) break;
        }
        return best;
    }

    private static void Match(
        ReadOnlySpan<int> sought, ReadOnlySpan<int> own, int offset, Action<(int Start, int Length)> tell)
    {
        var (at, from, length) = LongestRun(sought, own);
        if (length < WordsMin) return;
        Match(sought[..at], own[..from], offset, tell);
        tell((offset + from, length));
        Match(sought[(at + length)..], own[(from + length)..], offset + from + length, tell);
    }

    /// <summary>The first of the longest runs of equal words: where in either, and how many.</summary>
    private static (int Sought, int Own, int Length) LongestRun(ReadOnlySpan<int> sought, ReadOnlySpan<int> own)
    {
        var longest = (Sought: 0, Own: 0, Length: 0);
        // [words of the text] the run that ends with each, and with the skeleton's word at hand.
        var runs = new int[own.Length];
        for (var i = 0; i < sought.Length; i++)
        {
            var before = 0;
            for (var j = 0; j < own.Length; j++)
            {
                var run = sought[i] == own[j] ? before + 1 : 0;
                before = runs[j];
                runs[j] = run;
                if (run > longest.Length) longest = (i + 1 - run, j + 1 - run, run);
            }
        }
        return longest;
    }

    /// <summary>Each word as a number, equal words as equal ones; slots as 0, which is no word's.</summary>
    private static int[] Codes(IEnumerable<string> words, Dictionary<string, int> codes) => [.. words.Select(word =>
    {
        if (word == Slot) return 0;
        if (!codes.TryGetValue(word, out var code)) codes[word] = code = codes.Count + 1;
        return code;
    })];

    /// <summary>
    /// Runs of letters and digits, and of what does not show between them; in scripts without spaces every character is
    /// a word.
    /// </summary>
    private static List<Word> Words(string text)
    {
        var words = new List<Word>();
        var start = -1;
        for (var i = 0; i <= text.Length;)
        {
            var rune = Rune.ReplacementChar;
            var length = 1;
            if (i < text.Length) Rune.DecodeFromUtf16(text.AsSpan(i), out rune, out length);
            var alone = WordCursor.IsAlone(rune);
            if (start >= 0 && (alone || !IsPart(rune, inside: true))) Add(start, i);
            if (alone) Add(i, i + length);
            else if (start < 0 && IsPart(rune, inside: false)) start = i;
            i += length;
        }
        return words;

        void Add(int from, int to)
        {
            words.Add(new Word(from, to, TextNormalizer.Normalize(text.AsSpan(from, to - from))));
            start = -1;
        }
    }

    private static bool IsPart(Rune rune, bool inside) => Rune.IsLetterOrDigit(rune)
        || (inside && Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.NonSpacingMark
            or UnicodeCategory.SpacingCombiningMark);

    private readonly record struct Word(int Start, int End, string Folded);
}
