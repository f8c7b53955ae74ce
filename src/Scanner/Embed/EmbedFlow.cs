using System.Threading.Channels;

namespace Scanner.Embed;

/// <summary>
/// The way of texts to vectors, in stages that work at the same time: a reader fills blocks, tokenizers turn them into
/// batches of like length, runners run the batches, and a writer hands the blocks on in the order of their texts. A
/// fixed number of blocks goes round: who finds none free waits, and so memory has a bound and no queue needs another.
/// </summary>
/// <remarks>
/// All stages together use as many threads as were asked for: a stage that waits leaves its thread to another. The
/// batches of a block depend on its texts alone, hence no vector on the number of threads. An error belongs to the
/// block it is of and is thrown when its turn comes to be written: the first error in the order of the texts, always.
/// </remarks>
internal sealed class EmbedFlow : IDisposable
{
    private readonly ModelFolder _folder;
    private readonly VectorCache? _cache;
    private readonly int _batchTokensMax;
    private readonly TextBlock[] _blocks;
    private readonly TokenBuffer[] _tokenizers;
    private readonly IBatchRunner[] _runners;
    private readonly TaskScheduler _threads;

    /// <summary>Prepares the stages.</summary>
    /// <param name="folder">The model's folder.</param>
    /// <param name="model">The model, loaded.</param>
    /// <param name="threads">Threads that all stages together use, at least 1.</param>
    /// <param name="cache">Vectors that are known; null for none.</param>
    public EmbedFlow(ModelFolder folder, OnnxModel model, int threads, VectorCache? cache)
    {
        (_folder, _cache, _batchTokensMax) = (folder, cache, TokenBatches.TokensMax(model.Device));
        // One being tokenized and one being run for each thread, one being read, one being written.
        _blocks = [.. Enumerable.Range(0, (2 * threads) + 2).Select(_ => new TextBlock(model.Dim))];
        _tokenizers = [.. Enumerable.Range(0, threads).Select(_ => new TokenBuffer())];
        _runners =
        [
            .. Enumerable.Range(0, Math.Min(threads, model.RunsMax))
                .Select(_ => model.Runner(Math.Max(_batchTokensMax, folder.TokensMax))),
        ];
        _threads = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, threads).ConcurrentScheduler;
    }

    /// <summary>Embeds texts. One call at a time.</summary>
    /// <param name="texts">The texts; read by one thread at a time.</param>
    /// <param name="prepare">
    /// Makes of what was read, and its row, the text to embed; called by several threads. Null: it is the text.
    /// </param>
    /// <param name="write">Gets the rows [some × dim] in the order of the texts, by one thread at a time.</param>
    /// <param name="cancellation">Ends it early.</param>
    public EmbedCounts Run(
        IEnumerable<string> texts, Func<long, string, string>? prepare, Action<ReadOnlySpan<float>> write,
        CancellationToken cancellation) =>
        Start(() => RunAsync(texts, prepare, write, cancellation)).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(_runners, runner => runner.Dispose());

    private async Task<EmbedCounts> RunAsync(
        IEnumerable<string> texts, Func<long, string, string>? prepare, Action<ReadOnlySpan<float>> write,
        CancellationToken cancellation)
    {
        var queues = new Queues(_blocks);
        Array.ForEach(_runners, runner => runner.Begin());
        await using var stopping = cancellation.Register(() => Array.ForEach(_runners, runner => runner.Stop()));
        var reading = Start(() => ReadAsync(texts, queues));
        var tokenizing = Task.WhenAll(
            _tokenizers.Select(tokens => Start(() => TokenizeAsync(tokens, prepare, queues))));
        var running = Task.WhenAll(_runners.Select(runner => Start(() => RunBatchesAsync(runner, queues))));
        try
        {
            return await WriteAsync(write, queues, cancellation);
        }
        finally
        {
            queues.Close();
            await Task.WhenAll(reading, tokenizing, running);
        }
    }

    private static async Task<bool> ReadAsync(IEnumerable<string> texts, Queues queues)
    {
        Exception? error = null;
        TextBlock? block = null;
        long row = 0;
        try
        {
            foreach (string text in texts)
            {
                if (block is null)
                {
                    if (!await queues.Free.Reader.WaitToReadAsync() || !queues.Free.Reader.TryRead(out block))
                        return false;
                    block.Start(row);
                }

                block.Add(text);
                row++;
                if (block.IsFull)
                {
                    queues.Send(block);
                    block = null;
                }
            }
        }
        catch (Exception caught)
        {
            error = caught;
        }

        if (block is not null)
            queues.Send(block);
        return queues.Ordered.Writer.TryComplete(error);
    }

    private async Task<bool> TokenizeAsync(TokenBuffer tokens, Func<long, string, string>? prepare, Queues queues)
    {
        while (await queues.Read.Reader.WaitToReadAsync())
        {
            while (queues.Read.Reader.TryRead(out var block))
            {
                try
                {
                    foreach (var places in block.Tokenize(_folder, _cache, prepare, tokens, _batchTokensMax))
                        queues.Planned.Writer.TryWrite((block, places));
                }
                catch (Exception error)
                {
                    block.Fail(error);
                }
            }
        }

        return true;
    }

    private static async Task<bool> RunBatchesAsync(IBatchRunner runner, Queues queues)
    {
        while (await queues.Planned.Reader.WaitToReadAsync())
        {
            while (queues.Planned.Reader.TryRead(out var planned))
            {
                var (block, places) = planned;
                try
                {
                    block.Take(places, runner.Run(block, places));
                }
                catch (Exception error)
                {
                    block.Fail(places, error);
                }
            }
        }

        return true;
    }

    private async Task<EmbedCounts> WriteAsync(
        Action<ReadOnlySpan<float>> write, Queues queues, CancellationToken cancellation)
    {
        var counts = default(EmbedCounts);
        await foreach (var block in queues.Ordered.Reader.ReadAllAsync(cancellation))
        {
            await block.Done.WaitAsync(cancellation);
            if (_cache is not null)
                block.AddTo(_cache);
            write(block.Vectors);
            counts += block.Count();
            queues.Free.Writer.TryWrite(block);
        }

        return counts;
    }

    private Task<T> Start<T>(Func<Task<T>> stage) =>
        Task.Factory.StartNew(stage, CancellationToken.None, TaskCreationOptions.None, _threads).Unwrap();

    /// <summary>What waits between the stages: never more than the blocks that there are.</summary>
    private sealed class Queues
    {
        public Queues(IEnumerable<TextBlock> blocks)
        {
            foreach (var block in blocks)
                Free.Writer.TryWrite(block);
        }

        /// <summary>Blocks without texts.</summary>
        public Channel<TextBlock> Free { get; } = Channel.CreateUnbounded<TextBlock>();

        /// <summary>Blocks to tokenize.</summary>
        public Channel<TextBlock> Read { get; } = Channel.CreateUnbounded<TextBlock>();

        /// <summary>Batches to run.</summary>
        public Channel<(TextBlock Block, Range Places)> Planned { get; } =
            Channel.CreateUnbounded<(TextBlock, Range)>();

        /// <summary>All blocks that were read, in order, for the writer to wait for.</summary>
        public Channel<TextBlock> Ordered { get; } = Channel.CreateUnbounded<TextBlock>();

        public void Send(TextBlock block)
        {
            Ordered.Writer.TryWrite(block);
            Read.Writer.TryWrite(block);
        }

        /// <summary>Lets every stage end: there is nothing more to do, or nobody who wants it.</summary>
        public void Close()
        {
            Free.Writer.TryComplete();
            Read.Writer.TryComplete();
            Planned.Writer.TryComplete();
            while (Read.Reader.TryRead(out _) || Planned.Reader.TryRead(out _))
            {
            }
        }
    }
}
