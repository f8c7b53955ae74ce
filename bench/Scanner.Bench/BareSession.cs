using Microsoft.ML.OnnxRuntime;
using Scanner.Embed;
using Scanner.Runs;

namespace Scanner.Bench;

/// <summary>
/// ONNX Runtime alone on the batches that the embedder would make, all filled before the clock starts: one session with
/// the embedder's settings, so many runs at a time, outputs made by the library.
/// </summary>
internal sealed class BareSession : IDisposable
{
    private readonly InferenceSession _session;
    private readonly string[] _inputs, _outputs;
    private readonly TokenBatch[] _batches;
    private readonly ParallelOptions _parallel;
    private readonly RunOptions _options = new();

    public BareSession(ModelFolder model, int[][] ids, int threads)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            EnableMemoryPattern = false,
        };
        _session = new InferenceSession(model.OnnxPath, options);
        _inputs = [.. _session.InputMetadata.Keys];
        _outputs = [ModelOutput.Choose(_session, model.OnnxPath).Name];
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = threads };
        _batches =
        [
            .. ids.Chunk(Limits.EmbedBlockTexts)
                .Select(block => block.OrderByDescending(text => text.Length).ToArray())
                .SelectMany(block => TokenBatches
                    .Plan(TokenBatches.TokensMax(Device.Cpu), block.Length, place => block[place].Length)
                    .Select(range => Fill(block[range]))),
        ];
    }

    /// <summary>Runs every batch once.</summary>
    public void Run() => Parallel.ForEach(_batches, _parallel, batch =>
    {
        OrtValue[] values =
        [
            .. _inputs.Select(name =>
                OrtValue.CreateTensorValueFromMemory(batch.Input(name), [batch.Rows, batch.Tokens])),
        ];
        using (_session.Run(_options, _inputs, values, _outputs))
            Array.ForEach(values, value => value.Dispose());
    });

    public void Dispose()
    {
        _options.Dispose();
        _session.Dispose();
    }

    private static TokenBatch Fill(int[][] ids)
    {
        var batch = new TokenBatch(ids.Length, ids.Length * ids[0].Length);
        batch.Start(ids[0].Length);
        foreach (var text in ids) batch.Add(text);
        return batch;
    }
}
