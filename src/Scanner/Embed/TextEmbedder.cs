using Scanner.Runs;

namespace Scanner.Embed;

/// <summary>
/// Turns texts into unit vectors. A vector does not depend on the number of threads; on the texts embedded along with
/// its own only in a transformer's last bits, in more where weights of int8 meet inputs that are quantised by batch,
/// and not at all with the default model.
/// </summary>
public sealed class TextEmbedder : IDisposable
{
    private readonly OnnxModel _model;
    private readonly VectorCache? _cache;
    private readonly EmbedFlow _flow;
    private readonly CancellationToken _cancellation;

    private TextEmbedder(
        ModelFolder folder, OnnxModel model, int threads, VectorCache? cache, CancellationToken cancellation)
    {
        (_model, _cache, _cancellation) = (model, cache, cancellation);
        _flow = new EmbedFlow(folder, model, threads, cache);
    }

    /// <summary>Components of a vector.</summary>
    public int Dim => _model.Dim;

    /// <summary>Where the model runs: <c>cpu</c>, <c>cuda:N</c> or <c>webgpu</c>.</summary>
    public string Device => _model.Device.ToString();

    /// <summary>Why <c>auto</c> took the processor and not CUDA; null where it did not, or was not asked.</summary>
    public string? FellBack { get; private init; }

    /// <summary>How the vectors of tokens become one.</summary>
    public Pooling Pooling => _model.Output.Pooling;

    /// <summary>Loads a model on a device and tries it.</summary>
    /// <param name="folder">The model.</param>
    /// <param name="device">As <see cref="DeviceChoice.Parse"/> reads it.</param>
    /// <param name="threads">Threads to use, at least 1.</param>
    /// <param name="cacheFolder">Where vectors are kept from call to call; null: nowhere.</param>
    /// <param name="deviceBytesMax">Bytes that the model may take of a CUDA device; null for all there are.</param>
    /// <param name="cancellation">Ends embedding early.</param>
    /// <exception cref="ScanException">The model is damaged, or the device or the folder does not work.</exception>
    public static TextEmbedder Open(
        ModelFolder folder, string device, int threads, string? cacheFolder = null, long? deviceBytesMax = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var (model, fellBack) = DeviceList.Open(folder, device, deviceBytesMax);
        try
        {
            var cache = cacheFolder is null ? null : VectorCache.Open(cacheFolder, folder.Hash, model.Dim);
            return new TextEmbedder(folder, model, threads, cache, cancellation) { FellBack = fellBack };
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
        int written = 0;
        return Embed(texts, null, rows =>
        {
            rows.CopyTo(vectors.Span[written..]);
            written += rows.Length;
        });
    }

    /// <summary>
    /// Embeds texts as they are read. One call at a time; memory is bounded by the threads, not by the texts.
    /// </summary>
    /// <param name="texts">The texts, or what they are made of; read ahead, by one thread at a time.</param>
    /// <param name="prepare">
    /// Makes of a row and what was read there the text to embed; called by several threads. Null: it is the text.
    /// </param>
    /// <param name="write">
    /// Gets the vectors, [some × dim], in the order of the texts, by one thread at a time; a text without tokens has
    /// the zero row.
    /// </param>
    /// <exception cref="ScanException">The model gave something else than finite numbers.</exception>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public EmbedCounts Embed(
        IEnumerable<string> texts, Func<long, string, string>? prepare, Action<ReadOnlySpan<float>> write) =>
        _flow.Run(texts, prepare, write, _cancellation);

    /// <summary>Lets later calls find the vectors that this one embedded.</summary>
    public void PublishCache() => _cache?.Publish();

    /// <inheritdoc/>
    public void Dispose()
    {
        _flow.Dispose();
        _cache?.Dispose();
        _model.Dispose();
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
