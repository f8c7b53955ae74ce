using System.Globalization;
using System.Text.Json;
using Scanner.Embed;
using Scanner.Ingest.Normalization;
using Scanner.Runs;

namespace Scanner.Bench;

/// <summary>
/// Texts to vectors, tokenization included, beside bare ONNX Runtime on the same batches:
/// <c>embed --texts FOLDER [--model default] [--threads T] [--count N] [--shortest 20] [--longest 80] [--repeat 5]
/// [--ways yes] [--record FILE]</c>. Texts of so many tokens are taken. Turn and turn about; medians, and the median
/// of ratios.
/// </summary>
internal static class EmbedScale
{
    public static int Run(string[] args)
    {
        var given = new Arguments(args);
        var folder = given["texts"] ?? throw new ScanException("--texts: expected a folder of .jsonl files.");
        int threads = given.Number("threads", Environment.ProcessorCount);
        var model = ModelFolder.Open(given["model"] ?? "default");
        if (given["ways"] is not null) return SessionWays.Run(given, model, Choose(model, folder, given).Ids, threads);

        using var embedder = TextEmbedder.Open(model, "cpu", threads);
        var (texts, ids) = Choose(model, folder, given);
        Check(embedder, texts);

        using var peer = new BareSession(model, ids, threads, new SessionWay("as the embedder"));
        var (whole, bare) = (new List<Took>(), new List<Took>());
        for (int i = 0; i < given.Number("repeat", 5); i++)
        {
            whole.Add(Took.Of(() => embedder.Embed(texts, null, rows => { })));
            bare.Add(Took.Of(peer.Run));
        }

        given.Tell(JsonSerializer.Serialize(new
        {
            bench = "embed",
            command = given.Command("embed"),
            model = model.Name,
            texts = texts.Length,
            median_tokens = ids.Select(text => text.Length).Order().ElementAt(ids.Length / 2),
            threads,
            repeat = whole.Count,
            texts_per_second = Math.Round(texts.Length / Took.Median(whole, took => took.Seconds)),
            texts_per_core_second = Math.Round(texts.Length / Took.Median(whole, took => took.CoreSeconds)),
            tokens_per_core_second = Math.Round(
                ids.Sum(text => (double)text.Length) / Took.Median(whole, took => took.CoreSeconds)),
            best_texts_per_second = Math.Round(texts.Length / whole.Min(took => took.Seconds)),
            share_of_bare_onnx_runtime = Math.Round(Took.Ratio(bare, whole, took => took.Seconds), 3),
            share_by_core_seconds = Math.Round(Took.Ratio(bare, whole, took => took.CoreSeconds), 3),
            peak_mib = Machine.PeakBytes() >> 20,
            commit = Machine.Commit(),
            machine = Machine.Describe(),
            date = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        }));
        return 0;
    }

    private static (string[] Texts, int[][] Ids) Choose(ModelFolder model, string folder, Arguments given)
    {
        var tokens = new TokenBuffer();
        var (texts, ids) = (new List<string>(), new List<int[]>());
        foreach (var text in CorpusTexts.Read(folder).Select(text => TextNormalizer.Normalize(text)))
        {
            model.Tokenizer.Encode(text, model.TokensMax, tokens);
            if (tokens.Count >= given.Number("shortest", 20) && tokens.Count <= given.Number("longest", 80))
            {
                texts.Add(text);
                ids.Add(tokens.Ids.ToArray());
            }

            if (texts.Count == given.Number("count", int.MaxValue)) break;
        }

        return ([.. texts], [.. ids]);
    }

    // In company and alone a text has the same vector.
    private static void Check(TextEmbedder embedder, string[] texts)
    {
        var few = texts.Take(64).ToArray();
        var (together, alone) = (new float[few.Length * embedder.Dim], new float[embedder.Dim]);
        embedder.Embed(few, together);
        foreach (var (row, text) in few.Index())
        {
            embedder.Embed([text], alone);
            for (int i = 0; i < alone.Length; i++)
            {
                if (Math.Abs(alone[i] - together[(row * alone.Length) + i]) > 1e-5)
                    throw new ScanException($"text {row}: its vector depends on the texts beside it.");
            }
        }
    }
}
