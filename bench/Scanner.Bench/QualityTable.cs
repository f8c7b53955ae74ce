using System.Globalization;
using System.Text.Json;
using Scanner.Embed;
using Scanner.Ingest.Normalization;
using Scanner.Runs;

namespace Scanner.Bench;

/// <summary>
/// How well similarities tell pairs apart, by sets of pairs: <c>quality --pairs FOLDER [--models default,FOLDER]
/// [--record FILE]</c>. The folder holds D_*.jsonl files with text, text2, label, label_kind. Beside the models stand
/// TF-IDF of words and of characters (3 to 5), MinHash, and the first model without what it learnt.
/// </summary>
internal static class QualityTable
{
    public static int Run(string[] args)
    {
        var given = new Arguments(args);
        var folder = given["pairs"] ?? throw new ScanException("--pairs: expected a folder of D_*.jsonl files.");
        string[] models = (given["models"] ?? "default").Split(',');
        string[] names = ["TF-IDF words", "TF-IDF characters", "MinHash", "untrained", .. models];
        Console.WriteLine($"| pairs | measure | {string.Join(" | ", names)} |");
        Console.WriteLine($"|---|---|{string.Concat(names.Select(_ => "---|"))}");
        foreach (var set in PairSet.ReadAll(folder))
        {
            var scores = new List<double[]>
            {
                LexicalPeers.TfIdf(set.Pairs, LexicalPeers.Words),
                LexicalPeers.TfIdf(set.Pairs, LexicalPeers.Characters),
                LexicalPeers.MinHash(set.Pairs),
                LexicalPeers.Untrained(set.Pairs),
            };
            scores.AddRange(models.Select(model => Similarities(model, set.Pairs)));
            double[] measured = [.. scores.Select(set.Measure)];
            Console.WriteLine($"| {set.Name}, {set.Pairs.Count:N0} | {set.MeasureName} | "
                + string.Join(" | ", measured.Select(x => x.ToString("0.000", CultureInfo.InvariantCulture))) + " |");
            foreach (var (name, value) in names.Zip(measured))
            {
                if (given["record"] is { } file)
                    File.AppendAllText(file, JsonSerializer.Serialize(new
                    {
                        bench = "quality",
                        command = given.Command("quality"),
                        set = set.Name,
                        pairs = set.Pairs.Count,
                        measure = set.MeasureName,
                        method = name,
                        value = Math.Round(value, 4),
                        commit = Machine.Commit(),
                        date = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                    }) + "\n");
            }
        }

        return 0;
    }

    private static double[] Similarities(string model, IReadOnlyList<LabelledPair> pairs)
    {
        using var embedder = TextEmbedder.Open(ModelFolder.Open(model), "cpu", Environment.ProcessorCount);
        string[] texts = [.. pairs.SelectMany(pair => (string[])[pair.Left, pair.Right])
            .Select(text => TextNormalizer.Normalize(text))];
        int dim = embedder.Dim;
        var vectors = new float[texts.Length * dim];
        embedder.Embed(texts, vectors);
        return
        [
            .. Enumerable.Range(0, pairs.Count).Select(pair => Enumerable.Range(0, dim).Sum(i =>
                (double)vectors[(2 * pair * dim) + i] * vectors[(((2 * pair) + 1) * dim) + i])),
        ];
    }
}
