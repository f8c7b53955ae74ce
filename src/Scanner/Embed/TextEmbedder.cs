using System.Runtime.ExceptionServices;
using Scanner.Runs;

namespace Scanner.Embed;

/// <summary>
/// Turns texts into unit vectors. A vector does not depend on the number of threads; on the texts embedded along with
/// its own only in a transformer's last bits, and not at all with the default model.
/// </summary>
public sealed class TextEmbedder : IDisposable
{
    /// <summary>
    /// Texts of a block: enough to find batches of like length among, and 8,192 held at a time are work for 16 threads.
    /// </summary>
    internal const int BlockTexts = 512;

    private readonly ModelFolder _folder;
    private readonly OnnxModel _model;
    private readonly ParallelOptions _parallel;

    private readonly VectorCache? _cache;

    private TextEmbedder(
        ModelFolder folder, OnnxModel model, int threads, VectorCache? cache, CancellationToken cancellation)
    {
        _folder = folder;
        _model = model;
        _cache = cache;
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
    }

    /// <summary>Components of a vector.</summary>
    public int Dim => _model.Dim;

    /// <summary>Where the model runs: <c>cpu</c> or <c>cuda:N</c>.</summary>
    public string Device => _model.Device.ToString();

    /// <summary>How the vectors of tokens become one.</summary>
    public Pooling Pooling => _model.Pooling;

    /// <summary>Loads a model on a device and tries it.</summary>
    /// <param name="folder">The model.</param>
    /// <param name="device"><c>auto</c>, <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</param>
    /// <param name="threads">Batches in flight, at least 1.</param>
    /// <param name="cacheFolder">Where vectors are kept from call to call; null: nowhere.</param>
    /// <param name="cancellation">Ends <see cref="Embed"/> early.</param>
    /// <exception cref="ScanException">The model is damaged, or the device or the folder does not work.</exception>
    public static TextEmbedder Open(
        ModelFolder folder, string device, int threads, string? cacheFolder = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var model = DeviceList.Open(folder, device);
        try
        {
            var cache = cacheFolder is null ? null : VectorCache.Open(cacheFolder, folder.Hash, model.Dim);
            return new TextEmbedder(folder, model, threads, cache, cancellation);
        }
        catch (ScanException)
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>Embeds texts.</summary>
    /// <param name="texts">The texts, already normalised where that is wanted.</param>
    /// <param name="vectors">
    /// [texts × dim], row-major: row i is of text i; a text without tokens gets the zero row.
    /// </param>
    /// <exception cref="ScanException">The model gave something else than finite numbers.</exception>
    public EmbedCounts Embed(IReadOnlyList<string> texts, Memory<float> vectors)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentOutOfRangeException.ThrowIfNotEqual(vectors.Length, (long)texts.Count * Dim);
        vectors.Span.Clear();
        var (tokens, known) = _cache is null
            ? (EmbedAnew(texts, vectors), 0)
            : CachedTexts.Embed(_cache, texts, vectors, EmbedAnew);
        return new EmbedCounts(
            tokens.Length, tokens.Count(text => text.Count == 0), tokens.Count(text => text.IsCut),
            tokens.Sum(text => (long)text.Count), known);
    }

    /// <summary>Lets later calls find the vectors that this one embedded.</summary>
    public void PublishCache() => _cache?.Publish();

    /// <summary>
    /// Blocks of texts go through both steps on a thread of their own: while one thread tokenizes, another runs the
    /// model, and what waits between the steps is never more than a block a thread.
    /// </summary>
    private TextTokens[] EmbedAnew(IReadOnlyList<string> texts, Memory<float> vectors)
    {
        try
        {
            var tokens = new TextTokens[texts.Count];
            Parallel.For(
                0, (texts.Count + BlockTexts - 1) / BlockTexts, _parallel,
                () => new EmbedWork(BlockTexts, TokenBatches.TokensMax(_model.Device), _folder.TokensMax),
                (block, _, work) =>
                {
                    int start = block * BlockTexts, count = Math.Min(BlockTexts, texts.Count - start);
                    work.Start(count);
                    for (var i = 0; i < count; i++)
                    {
                        tokens[start + i] = work.Add(_folder, texts[start + i]);
                    }

                    foreach (var batch in work.Plan())
                    {
                        Run(batch, start, work, texts, vectors);
                    }

                    return work;
                },
                _ => { });
            return tokens;
        }
        catch (AggregateException error) when (error.InnerException is ScanException)
        {
            ExceptionDispatchInfo.Throw(error.InnerException);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _cache?.Dispose();
        _model.Dispose();
    }

    private void Run(
        Range rows, int start, EmbedWork work, IReadOnlyList<string> texts, Memory<float> vectors)
    {
        var order = work.Fill(rows);
        var batchVectors = work.Vectors(order.Length * Dim);
        if (_model.Run(work.Batch, batchVectors) is >= 0 and var bad)
        {
            var text = texts[start + order[bad]];
            throw new ScanException(
                $"{_folder.OnnxPath}: gave numbers that are not finite for the text "
                + $"\"{text[..Math.Min(text.Length, 60)]}\" "
                + $"({work.Batch.Lengths[bad]} tokens), expected finite ones. Fetch or export the model again, or take "
                + "another with --model.");
        }

        for (var i = 0; i < order.Length; i++)
        {
            batchVectors.Slice(i * Dim, Dim).CopyTo(vectors.Span.Slice((start + order[i]) * Dim, Dim));
        }
    }
}

/// <summary>What was embedded.</summary>
/// <param name="Texts">Texts in all.</param>
/// <param name="Empty">Texts without tokens; they get the zero row.</param>
/// <param name="Cut">Texts with more tokens than the model takes.</param>
/// <param name="Tokens">Tokens in all, without what was cut.</param>
/// <param name="Known">Texts whose vectors were known from an earlier call.</param>
public readonly record struct EmbedCounts(long Texts, long Empty, long Cut, long Tokens, long Known)
{
    /// <summary>Adds two counts.</summary>
    public static EmbedCounts operator +(EmbedCounts left, EmbedCounts right) => new(
        left.Texts + right.Texts, left.Empty + right.Empty, left.Cut + right.Cut, left.Tokens + right.Tokens,
        left.Known + right.Known);

    /// <summary>Adds two counts.</summary>
    public static EmbedCounts Add(EmbedCounts left, EmbedCounts right) => left + right;
}
