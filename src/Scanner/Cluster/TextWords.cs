using System.Text;

namespace Scanner.Cluster;

/// <summary>Splits texts into the words that skeletons are aligned by.</summary>
internal static class TextWords
{
    /// <summary>
    /// The first words of a text as it stands: runs without white space; in scripts without spaces, single characters.
    /// </summary>
    public static string[] Split(string text, int wordsMax)
    {
        var words = new List<string>();
        var start = -1;
        for (var index = 0; index < text.Length && words.Count < wordsMax; index++)
        {
            var c = text[index];
            if (!char.IsWhiteSpace(c) && !IsAlone(c))
            {
                start = start < 0 ? index : start;
                continue;
            }

            Flush(index);
            if (IsAlone(c))
            {
                words.Add(c.ToString());
            }
        }

        Flush(text.Length);
        return words.Count > wordsMax ? [.. words.Take(wordsMax)] : [.. words];

        void Flush(int end)
        {
            if (start >= 0)
            {
                words.Add(text[start..end]);
                start = -1;
            }
        }
    }

    /// <summary>Puts words together again: blanks between words, none between characters that stand alone.</summary>
    public static string Join(IEnumerable<string> words)
    {
        var text = new StringBuilder();
        var glue = true;
        foreach (var word in words)
        {
            var alone = word.Length == 1 && IsAlone(word[0]);
            if (text.Length > 0 && !(alone && glue))
            {
                text.Append(' ');
            }

            text.Append(word);
            glue = alone;
        }

        return text.ToString();
    }

    private static bool IsAlone(char c) => c is (>= '\u3001' and <= '\u30FF') or (>= '\u3400' and <= '\u9FFF')
        or (>= '\u0E00' and <= '\u0EFF') or (>= '\uFF00' and <= '\uFF20');
}
