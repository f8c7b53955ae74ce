using Microsoft.ML.OnnxRuntime;
using Scanner.Runs;

namespace Scanner.Embed;

/// <summary>
/// A model loaded on a device, tried once, and ready to turn token ids into unit vectors from several threads.
/// </summary>
internal sealed class OnnxModel : IDisposable
{
    private OnnxModel(ModelFolder folder, InferenceSession session, Device device)
    {
        (Path, Session, Device) = (folder.OnnxPath, session, device);
        Inputs = ModelInputs.Check(session, Path);
        Output = ModelOutput.Try(folder, session, device);
        Rows = device.Kind == DeviceKind.Cpu ? TokenRows.Read(folder, session, Output) : null;
        Dim = folder.Dim is not { } dim ? Output.Width : dim >= 1 && dim <= Output.Width
            ? dim
            : throw new ScanException(
                $"--dim {dim}: {Path} gives vectors of {Output.Width} components. Expected 1 to {Output.Width}.");
    }

    /// <summary>The ONNX file.</summary>
    public string Path { get; }

    /// <summary>Where the model runs.</summary>
    public Device Device { get; }

    /// <summary>The model as the library holds it. Threads may run it at the same time.</summary>
    public InferenceSession Session { get; }

    /// <summary>Names of the inputs, all of them int64 [batch × tokens].</summary>
    public IReadOnlyList<string> Inputs { get; }

    /// <summary>The output that holds the vectors.</summary>
    public ModelOutput Output { get; }

    /// <summary>What the vectors are sums of, where that is known and sums are faster than the session.</summary>
    public TokenRows? Rows { get; }

    /// <summary>Components of a vector: those of the output, or the first of them.</summary>
    public int Dim { get; }

    /// <summary>
    /// Runs in flight at most. On a processor as many as there are threads, each on one: a run on two threads takes 1.1
    /// to 2.2 times the processor time of two on one each, and two sessions are no faster than one that two threads
    /// share, but hold the weights twice (bench/results/embed.jsonl). CUDA works on one while the next is handed over,
    /// and more would only take memory; WebGPU takes one at a time.
    /// </summary>
    public int RunsMax => Device.Kind switch
    {
        DeviceKind.Cpu => int.MaxValue,
        DeviceKind.Cuda => 2,
        _ => 1,
    };

    /// <summary>Loads a model and runs it once.</summary>
    /// <exception cref="ScanException">The model is damaged, unfit, or does not run on the device.</exception>
    public static OnnxModel Open(ModelFolder folder, Device device)
    {
        InferenceSession? session = null;
        try
        {
            // Its logger must be there before a provider is added, which would complain of that and not of its trouble.
            OrtEnv.Instance();
            using var options = new SessionOptions
            {
                // One thread a batch and several batches in flight: the sums of a batch have one order.
                IntraOpNumThreads = 1,
                InterOpNumThreads = 1,
                // A plan of memory holds for one shape, and hardly two batches have the same.
                EnableMemoryPattern = false,
                // Errors come as exceptions; the library would print them, too.
                LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
            };
            DeviceProvider.Append(options, device);
            session = Load(folder.OnnxPath, options);
            return new OnnxModel(folder, session, device);
        }
        catch (Exception error) when (error is OnnxRuntimeException or NotSupportedException)
        {
            session?.Dispose();
            var isOpset = error.Message.Contains("opset", StringComparison.OrdinalIgnoreCase)
                || error.Message.Contains("is not a registered function/op", StringComparison.Ordinal);
            throw new ScanException(
                $"{folder.OnnxPath}: ONNX Runtime {OrtEnv.Instance().GetVersionString()} cannot load this model on "
                + $"{device}: {error.Message.Trim().TrimEnd('.')}. " + (isOpset
                    ? "Expected operators that this version knows; export it again with a lower opset, 17 for one."
                    : "Expected a whole ONNX file; fetch or export it again."), error);
        }
        catch (Exception error) when (error is DllNotFoundException or TypeInitializationException)
        {
            throw new ScanException(
                $"{AppContext.BaseDirectory}: ONNX Runtime's native library cannot be loaded: "
                + $"{error.GetBaseException().Message} "
                + "Build again (dotnet build), which fetches it.", error);
        }
        catch (ScanException)
        {
            session?.Dispose();
            throw;
        }
    }

    /// <summary>What runs batches, one at a time.</summary>
    /// <param name="tokensMax">Most tokens of a batch with padding.</param>
    public IBatchRunner Runner(int tokensMax) =>
        Rows is null ? new BatchRunner(this, tokensMax) : new RowSummer(Rows, Dim);

    /// <inheritdoc/>
    public void Dispose() => Session.Dispose();

    // Versions 1.24 to 1.26 at least stumble over models of float16 in this rewriting of their graph, on processors
    // (https://github.com/microsoft/onnxruntime/issues/26717); others are the faster for it.
    private static InferenceSession Load(string path, SessionOptions options)
    {
        const string Faulty = "SimplifiedLayerNormFusion";
        try
        {
            return new InferenceSession(path, options);
        }
        catch (OnnxRuntimeException error) when (error.Message.Contains(Faulty, StringComparison.Ordinal))
        {
            options.AddSessionConfigEntry("optimization.disable_specified_optimizers", Faulty);
            return new InferenceSession(path, options);
        }
    }

    /// <summary>The error that a session ran a batch with an error.</summary>
    internal static ScanException Refused(string path, Device device, TokenBatch batch, Exception error) => new(
        $"{path}: the model refused {batch.Rows} texts of up to {batch.Tokens} tokens on {device}: "
        + $"{error.Message.TrimEnd('.')}. Expected it to take every id of its tokenizer and max_tokens of them: check "
        + "that tokenizer and model belong together.", error);
}
