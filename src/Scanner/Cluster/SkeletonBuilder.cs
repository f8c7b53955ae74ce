namespace Scanner.Cluster;

/// <summary>
/// Makes a skeleton from texts of one template: every text is aligned with the first, the medoid; words that nearly all
/// texts share stay, what lies between them is a slot.
/// </summary>
public static class SkeletonBuilder
{
    // A word is fixed when four of five texts hold it: paraphrases and noise touch single texts.
    private const double FixedShare = 0.8;

    // One or two fixed words between two slots are chance ("the", "of"), not wording.
    private const int FixedWordsMin = 3;

    private const int ExampleCharsMax = 160;
    private const int ExamplesMax = 5;

    /// <summary>Builds the skeleton.</summary>
    /// <param name="texts">At least one text; the first is the medoid.</param>
    /// <param name="wordsMax">Words of a text that are looked at, at least 1.</param>
    public static Skeleton Build(IReadOnlyList<string> texts, int wordsMax)
    {
        var words = texts.Select(text => TextWords.Split(text, wordsMax)).ToArray();
        var medoid = words[0];
        var partners = words.Select(other => Alignment.Match(medoid, other)).ToArray();
        var isFixed = FixedWords(medoid.Length, partners);

        var parts = new List<string>();
        var slots = new List<Slot>();
        var lastFixed = -1;
        for (var index = 0; index <= medoid.Length; index++)
        {
            if (index < medoid.Length && !isFixed[index])
            {
                continue;
            }

            var contents = Between(words, partners, lastFixed, index);
            if (contents.Count(content => content.Length > 0) > (1 - FixedShare) * texts.Count)
            {
                var slot = SlotOf(contents);
                slots.Add(slot);
                parts.Add($"{{{slot.Kind}}}");
            }

            if (index < medoid.Length)
            {
                parts.Add(medoid[index]);
            }

            lastFixed = index;
        }

        return new Skeleton(TextWords.Join(parts), slots);
    }

    private static bool[] FixedWords(int count, int[][] partners)
    {
        var isFixed = new bool[count];
        for (var index = 0; index < count; index++)
        {
            isFixed[index] = partners.Count(partner => partner[index] >= 0) >= FixedShare * partners.Length;
        }

        for (var index = 0; index < count;)
        {
            var end = index;
            while (end < count && isFixed[end])
            {
                end++;
            }

            if (end - index < FixedWordsMin && end - index < count)
            {
                isFixed.AsSpan(index, end - index).Clear();
            }

            index = end + 1;
        }

        return isFixed;
    }

    /// <summary>
    /// What every text holds between two fixed words of the medoid (−1 and the medoid's end stand for the ends).
    /// </summary>
    private static List<string> Between(string[][] words, int[][] partners, int before, int after)
    {
        var contents = new List<string>(words.Length);
        for (var text = 0; text < words.Length; text++)
        {
            var start = before < 0 ? 0 : partners[text][before] + 1;
            var end = after >= partners[text].Length ? words[text].Length : partners[text][after];
            if ((before < 0 || start > 0) && end >= start)
            {
                contents.Add(TextWords.Join(words[text][start..end]));
            }
        }

        return contents;
    }

    private static Slot SlotOf(List<string> contents)
    {
        var counts = contents.CountBy(content => content).ToArray();
        var shares = counts.Select(pair => (double)pair.Value / contents.Count);
        var entropy = shares.Sum(share => -share * Math.Log2(share));
        var examples = counts.Select(pair => pair.Key).Where(content => content.Length > 0).Take(ExamplesMax)
            .Select(content => content.Length <= ExampleCharsMax ? content : content[..ExampleCharsMax] + "…")
            .ToArray();
        return new Slot(SlotKinds.Of(contents), contents.Count, counts.Length, Math.Round(entropy, 2), examples);
    }
}
