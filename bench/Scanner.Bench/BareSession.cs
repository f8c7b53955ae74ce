using Microsoft.ML.OnnxRuntime;
using Scanner.Embed;
using Scanner.Runs;

namespace Scanner.Bench;

/// <summary>A way to run a model on a processor; what the embedder does where nothing else is said.</summary>
/// <param name="Name">What differs.</param>
internal sealed record SessionWay(string Name)
{
    /// <summary>Sessions that share the threads out; each has the weights for itself.</summary>
    public int Sessions { get; init; } = 1;

    /// <summary>Threads of one run; so many fewer runs are under way.</summary>
    public int RunThreads { get; init; } = 1;

    /// <summary>Whether threads of a run that wait go on turning.</summary>
    public bool Spins { get; init; } = true;

    /// <summary>Whether memory is planned anew for each shape.</summary>
    public bool PlansMemory { get; init; }

    /// <summary>Tokens of a batch with padding.</summary>
    public int BatchTokens { get; init; } = TokenBatches.TokensMax(Device.Cpu);
}

/// <summary>
/// ONNX Runtime alone on the batches that the embedder would make, all filled before the clock starts; outputs are made
/// by the library.
/// </summary>
internal sealed class BareSession : IDisposable
{
    private readonly InferenceSession[] _sessions;
    private readonly string[] _inputs, _outputs;
    private readonly TokenBatch[] _batches;
    private readonly ParallelOptions _parallel;
    private readonly RunOptions _options = new();

    public BareSession(ModelFolder model, int[][] ids, int threads, SessionWay way)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = way.RunThreads,
            InterOpNumThreads = 1,
            EnableMemoryPattern = way.PlansMemory,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", way.Spins ? "1" : "0");
        _sessions =
        [
            .. Enumerable.Range(0, way.Sessions).Select(_ => new InferenceSession(model.OnnxPath, options)),
        ];
        _inputs = [.. _sessions[0].InputMetadata.Keys];
        _outputs = [ModelOutput.Choose(_sessions[0], model.OnnxPath).Name];
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, threads / way.RunThreads) };
        _batches =
        [
            .. ids.Chunk(Limits.EmbedBlockTexts)
                .Select(block => block.OrderByDescending(text => text.Length).ToArray())
                .SelectMany(block => TokenBatches
                    .Plan(way.BatchTokens, block.Length, place => block[place].Length)
                    .Select(range => Fill(block[range]))),
        ];
    }

    /// <summary>Runs every batch once.</summary>
    public void Run() => Parallel.ForEach(_batches, _parallel, (batch, _, number) =>
    {
        var session = _sessions[number % _sessions.Length];
        OrtValue[] values =
        [
            .. _inputs.Select(name =>
                OrtValue.CreateTensorValueFromMemory(batch.Input(name), [batch.Rows, batch.Tokens])),
        ];
        using (session.Run(_options, _inputs, values, _outputs))
            Array.ForEach(values, value => value.Dispose());
    });

    public void Dispose()
    {
        _options.Dispose();
        Array.ForEach(_sessions, session => session.Dispose());
    }

    private static TokenBatch Fill(int[][] ids)
    {
        var batch = new TokenBatch(ids.Length, ids.Length * ids[0].Length);
        batch.Start(ids[0].Length);
        foreach (var text in ids) batch.Add(text);
        return batch;
    }
}
