using System.Text;
using System.Text.Json;

namespace Scanner.Bench;

/// <summary>Two texts and how alike people say they are.</summary>
internal sealed record LabelledPair(string Left, string Right, double Label);

/// <summary>Pairs with one question put to them.</summary>
/// <param name="Name">The file and the question.</param>
/// <param name="Pairs">The pairs.</param>
/// <param name="IsGraded">Whether labels are grades; else 1 for alike and 0 for not.</param>
internal sealed record PairSet(string Name, IReadOnlyList<LabelledPair> Pairs, bool IsGraded)
{
    public string MeasureName => IsGraded ? "Spearman" : "AUC";

    /// <summary>The sets of a folder's D_*.jsonl files.</summary>
    public static IEnumerable<PairSet> ReadAll(string folder)
    {
        foreach (var file in Directory.GetFiles(folder, "D_*.jsonl").Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileNameWithoutExtension(file)[2..];
            JsonElement[] records =
                [.. File.ReadLines(file, Encoding.UTF8).Select(line => JsonDocument.Parse(line).RootElement)];
            string[] kinds = [.. records.Select(record => Text(record, "label_kind"))];
            if (kinds.Contains("sts_0_5"))
            {
                foreach (var isEnglish in (bool[])[true, false])
                    yield return new(
                        $"{name} {(isEnglish ? "English" : "other languages")}",
                        [.. records.Where(record => Text(record, "lang") == "en" == isEnglish).Select(AsLabelled)],
                        true);
            }
            else if (kinds.All(kind => kind == "translation"))
            {
                // Beside each translation one of another text: of ten languages one problem each, hence eleven on.
                var pairs = records.Select(AsLabelled).ToArray();
                var others = pairs.Select((pair, i) => pair with
                {
                    Right = pairs[(i + 11) % pairs.Length].Right,
                    Label = 0,
                });
                yield return new(name, [.. pairs, .. others], false);
            }
            else if (kinds.Contains("same_template_other_payload"))
            {
                yield return new(name, [.. records.Select(record => AsLabelled(record) with
                {
                    Label = Text(record, "label_kind") == "same_template_other_payload" ? 1 : 0,
                })], false);
            }
            else
            {
                yield return new(name, [.. records.Select(AsLabelled)], false);
            }
        }
    }

    /// <summary>How well scores follow the labels: Spearman's correlation, or the area under the ROC curve.</summary>
    public double Measure(double[] scores)
    {
        var ranks = Ranks(scores);
        if (IsGraded)
        {
            return Correlation(ranks, Ranks([.. Pairs.Select(pair => pair.Label)]));
        }

        double alike = Pairs.Count(pair => pair.Label == 1), others = Pairs.Count - alike;
        double sum = ranks.Where((_, i) => Pairs[i].Label == 1).Sum();
        return (sum - (alike * (alike + 1) / 2)) / (alike * others);
    }

    // From 1; equal values share the mean of their ranks.
    private static double[] Ranks(double[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length).OrderBy(i => values[i])];
        var ranks = new double[values.Length];
        for (int start = 0; start < order.Length;)
        {
            int end = start;
            while (end < order.Length && values[order[end]] == values[order[start]]) end++;
            for (int i = start; i < end; i++) ranks[order[i]] = (start + end + 1) / 2.0;
            start = end;
        }

        return ranks;
    }

    private static double Correlation(double[] left, double[] right)
    {
        double leftMean = left.Average(), rightMean = right.Average();
        double product = left.Zip(right, (x, y) => (x - leftMean) * (y - rightMean)).Sum();
        return product / Math.Sqrt(
            left.Sum(x => (x - leftMean) * (x - leftMean)) * right.Sum(y => (y - rightMean) * (y - rightMean)));
    }

    private static LabelledPair AsLabelled(JsonElement record) =>
        new(Text(record, "text"), Text(record, "text2"), record.GetProperty("label").GetDouble());

    private static string Text(JsonElement record, string field) => record.GetProperty(field).GetString()!;
}
