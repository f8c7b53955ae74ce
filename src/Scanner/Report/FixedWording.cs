using System.Globalization;
using System.Text;

namespace Scanner.Report;

/// <summary>Finds a skeleton's fixed wording in a text, word by word, whatever lies between the words.</summary>
internal static class FixedWording
{
    /// <summary>Shorter wording stands in any text; marking it would say nothing.</summary>
    private const int WordsMin = 3;

    /// <summary>
    /// Ranges of <paramref name="text"/> that are fixed wording of the skeleton: ascending, not touching.
    /// </summary>
    public static IReadOnlyList<Range> Find(string skeleton, string text)
    {
        var words = Words(text);
        var ranges = new List<Range>();
        var next = 0;
        foreach (var part in SkeletonParts.Split(skeleton))
        {
            if (part.IsSlot) continue;
            var fixedWords = Words(part.Text);
            if (fixedWords.Count < WordsMin) continue;
            var at = IndexOf(words, fixedWords, next);
            if (at < 0) continue;
            var matched = Math.Min(fixedWords.Count, words.Count - at);
            ranges.Add(words[at].Start..words[at + matched - 1].End);
            next = at + matched;
        }
        return ranges;
    }

    /// <summary>
    /// Where the words stand one after the other; at the text's cut end a beginning of them is enough.
    /// </summary>
    private static int IndexOf(List<Word> words, List<Word> sought, int from)
    {
        for (var at = from; at + WordsMin <= words.Count; at++)
        {
            var length = Math.Min(sought.Count, words.Count - at);
            var same = 0;
            while (same < length && words[at + same].Folded == sought[same].Folded) same++;
            if (same == length) return at;
        }
        return -1;
    }

    private static List<Word> Words(string text)
    {
        var words = new List<Word>();
        for (var i = 0; i < text.Length;)
        {
            if (!char.IsLetterOrDigit(text[i]))
            {
                i++;
                continue;
            }
            var start = i;
            while (i < text.Length && char.IsLetterOrDigit(text[i])) i++;
            words.Add(new Word(start, i, Fold(text[start..i])));
        }
        return words;
    }

    private static string Fold(string word) =>
        word.ToLower(CultureInfo.InvariantCulture).Normalize(NormalizationForm.FormKC);

    private readonly record struct Word(int Start, int End, string Folded);
}
