using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.ML.OnnxRuntime;
using Scanner.Embed;
using Scanner.Ingest.Normalization;
using Scanner.Runs;

namespace Scanner.Bench;

/// <summary>
/// Texts to vectors, tokenization included, beside bare ONNX Runtime on the same batches:
/// <c>embed --texts FOLDER [--model default] [--threads T] [--count N] [--shortest 20] [--longest 80] [--repeat 3]
/// [--record FILE]</c>. Texts of so many tokens are taken.
/// </summary>
internal static class EmbedScale
{
    public static int Run(string[] args)
    {
        var given = new Arguments(args);
        var folder = given["texts"] ?? throw new ScanException("--texts: expected a folder of .jsonl files.");
        int threads = given.Number("threads", Environment.ProcessorCount);
        var model = ModelFolder.Open(given["model"] ?? "default");
        using var embedder = TextEmbedder.Open(model, "cpu", threads);
        var (texts, ids) = Choose(model, folder, given);
        Check(embedder, texts);

        var vectors = new float[Limits.EmbedTextsHeld * embedder.Dim];
        var (whole, bare) = (Took.Longest, Took.Longest);
        for (int i = 0; i < given.Number("repeat", 3); i++)
        {
            whole = whole.Least(Took.Of(() =>
            {
                foreach (var chunk in texts.Chunk(Limits.EmbedTextsHeld))
                    embedder.Embed(chunk, vectors.AsMemory(0, chunk.Length * embedder.Dim));
            }));
            bare = bare.Least(Bare(model, ids, threads));
        }

        given.Tell(JsonSerializer.Serialize(new
        {
            bench = "embed",
            command = given.Command("embed"),
            model = model.Name,
            texts = texts.Length,
            median_tokens = ids.Select(text => text.Length).Order().ElementAt(ids.Length / 2),
            threads,
            texts_per_second = Math.Round(texts.Length / whole.Seconds),
            texts_per_core_second = Math.Round(texts.Length / whole.CoreSeconds),
            tokens_per_core_second = Math.Round(ids.Sum(text => (double)text.Length) / whole.CoreSeconds),
            share_of_bare_onnx_runtime = Math.Round(bare.Seconds / whole.Seconds, 3),
            share_by_core_seconds = Math.Round(bare.CoreSeconds / whole.CoreSeconds, 3),
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

    /// <summary>The session's runs alone: the same batches, filled before the clock starts.</summary>
    private static Took Bare(ModelFolder model, int[][] ids, int threads)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        using var session = new InferenceSession(model.OnnxPath, options);
        string[] inputs = [.. session.InputMetadata.Keys];
        string[] outputs = [ModelInputs.ChooseOutput(session, model.OnnxPath)];
        // The blocks and batches of the embedder.
        var batches = ids.Chunk(Limits.EmbedTextsHeld).SelectMany(held => held.Chunk(TextEmbedder.BlockTexts))
            .Select(block => block.OrderByDescending(text => text.Length).ToArray())
            .SelectMany(block => TokenBatches
                .Plan(TokenBatches.TokensMax(Device.Cpu), block.Length, place => block[place].Length)
                .Select(range => Fill(block[range])))
            .ToArray();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads };
        using var runOptions = new RunOptions();
        return Took.Of(() => Parallel.ForEach(batches, parallel, batch =>
        {
            long[] shape = [batch.Rows, batch.Tokens];
            using var mask = OrtValue.CreateTensorValueFromMemory(batch.Mask, shape);
            using var words = OrtValue.CreateTensorValueFromMemory(batch.Ids, shape);
            using var types = OrtValue.CreateTensorValueFromMemory(batch.Types, shape);
            var values = inputs.Select(name => name switch
            {
                "input_ids" => words,
                "attention_mask" => mask,
                _ => types,
            }).ToArray();
            using var results = session.Run(runOptions, inputs, values, outputs);
        }));
    }

    private static TokenBatch Fill(int[][] ids)
    {
        var batch = new TokenBatch(ids.Length, ids.Length * ids[0].Length);
        batch.Start(ids[0].Length);
        foreach (var text in ids) batch.Add(text);
        return batch;
    }

    /// <summary>Wall time, and the time that cores were busy, which others on the machine change less.</summary>
    private readonly record struct Took(double Seconds, double CoreSeconds)
    {
        public static Took Longest => new(double.MaxValue, double.MaxValue);

        public static Took Of(Action work)
        {
            double busy = Machine.ProcessorSeconds();
            var clock = Stopwatch.StartNew();
            work();
            return new Took(clock.Elapsed.TotalSeconds, Machine.ProcessorSeconds() - busy);
        }

        public Took Least(Took other) =>
            new(Math.Min(Seconds, other.Seconds), Math.Min(CoreSeconds, other.CoreSeconds));
    }
}
