using System.Diagnostics;

namespace Scanner.Embed;

/// <summary>What a model is and does, found by trying it.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Path">Its folder.</param>
/// <param name="Hash">SHA-256 over its files.</param>
/// <param name="Dim">Components of a vector.</param>
/// <param name="VocabularySize">Ids of its tokenizer.</param>
/// <param name="TokensMax">Most tokens of a text.</param>
/// <param name="Pooling">How the vectors of tokens become one.</param>
/// <param name="Prefix">What is put before every text.</param>
/// <param name="Threshold">Least similarity of near-duplicates; null where the folder does not say.</param>
/// <param name="Device">Where it ran.</param>
/// <param name="TokensPerSecond">Tokens embedded a second, tokenization included, of short texts.</param>
/// <param name="SimilarityOfNear">Cosine of two requests that are the same but for a name.</param>
/// <param name="SimilarityOfFar">Cosine of two requests that have nothing to do with each other.</param>
public sealed record ModelReport(
    string Name, string Path, string Hash, int Dim, int VocabularySize, int TokensMax, Pooling Pooling, string Prefix,
    double? Threshold, string Device, double TokensPerSecond, double SimilarityOfNear, double SimilarityOfFar);

/// <summary>Loads a model, embeds a few texts with it, and tells how that went.</summary>
public static class ModelCheck
{
    private static readonly string[] Texts =
    [
        "write a polite letter to mrs. miller that declines the offer of last week and gives two reasons.",
        "write a polite letter to mr. santos that declines the offer of last week and gives two reasons.",
        "why does bread dough rise faster in a warm kitchen?",
        "请把下面这段话翻译成英文，并解释其中的三个成语。",
    ];

    // A second of work tells the pace to a few percent, and nobody minds it.
    private static readonly TimeSpan Tried = TimeSpan.FromSeconds(1);

    // Enough texts for full batches on every thread.
    private const int Repeats = 256;

    /// <summary>Tries the model.</summary>
    /// <exception cref="Runs.ScanException">Something is wrong; says what, where, and what to do.</exception>
    public static ModelReport Run(ModelFolder model, string device, int threads)
    {
        ArgumentNullException.ThrowIfNull(model);
        using var embedder = TextEmbedder.Open(model, device, threads);
        var once = new float[Texts.Length * embedder.Dim];
        embedder.Embed(Texts, once);

        string[] many = [.. Enumerable.Repeat(Texts, Repeats).SelectMany(texts => texts)];
        var vectors = new float[many.Length * embedder.Dim];
        long tokens = 0;
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < Tried)
        {
            tokens += embedder.Embed(many, vectors).Tokens;
        }

        return new ModelReport(
            model.Name, model.Path, model.Hash, embedder.Dim, model.Tokenizer.VocabularySize, model.TokensMax,
            embedder.Pooling, model.Prefix, model.Threshold, embedder.Device, tokens / clock.Elapsed.TotalSeconds,
            Similarity(0, 1), Similarity(0, 2));

        double Similarity(int left, int right) => Enumerable.Range(0, embedder.Dim)
            .Sum(i => (double)once[(left * embedder.Dim) + i] * once[(right * embedder.Dim) + i]);
    }
}
