using Microsoft.ML.OnnxRuntime;
using Scanner.Runs;

namespace Scanner.Embed;

/// <summary>
/// A model loaded on a device, tried once, and ready to turn token ids into unit vectors from several threads.
/// </summary>
internal sealed class OnnxModel : IDisposable
{
    private const string IdsInput = "input_ids", MaskInput = "attention_mask", PositionsInput = "position_ids";

    private readonly string _path;
    private readonly InferenceSession _session;
    private readonly string[] _inputs;
    private readonly string[] _outputs;
    private readonly Pooling? _pooling;
    private readonly int _width;

    private OnnxModel(ModelFolder folder, InferenceSession session, Device device)
    {
        _path = folder.OnnxPath;
        _session = session;
        _pooling = folder.Pooling;
        Device = device;
        _inputs = ModelInputs.Check(session, _path);
        _outputs = [ModelInputs.ChooseOutput(session, _path)];
        _width = Try(folder);
        Dim = folder.Dim is not { } dim ? _width : dim >= 1 && dim <= _width
            ? dim
            : throw new ScanException(
                $"--dim {dim}: {_path} gives vectors of {_width} components. Expected 1 to {_width}.");
    }

    /// <summary>Where the model runs.</summary>
    public Device Device { get; }

    /// <summary>Components of a vector.</summary>
    public int Dim { get; }

    /// <summary>
    /// How tokens become one vector: as the folder says where the output is of tokens, else not at all.
    /// </summary>
    public Pooling Pooling { get; private set; }

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
                // Errors come as exceptions; the library would print them, too.
                LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
            };
            if (device.CudaIndex is { } index)
            {
                options.AppendExecutionProvider_CUDA(index);
            }

            session = new InferenceSession(folder.OnnxPath, options);
            return new OnnxModel(folder, session, device);
        }
        catch (Exception error) when (error is OnnxRuntimeException or EntryPointNotFoundException)
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

    /// <summary>Embeds one batch.</summary>
    /// <param name="batch">Token ids, padded to the longest text.</param>
    /// <param name="vectors">[rows × dim], row-major; every row of unit length, or zero.</param>
    /// <returns>The first row that is not finite; -1 where all are.</returns>
    /// <exception cref="ScanException">The model refused the batch.</exception>
    public int Run(TokenBatch batch, Span<float> vectors)
    {
        using var outputs = RunNative(batch);
        using var copy = FloatOutput.Read(outputs[0]);
        var badRow = -1;
        for (var row = batch.Rows - 1; row >= 0; row--)
        {
            var vector = vectors.Slice(row * Dim, Dim);
            var (tokens, length) = Pooling == Pooling.None ? (1, 1) : (batch.Tokens, batch.Lengths[row]);
            TokenPooling.Pool(Pooling, copy.Values.Slice(row * tokens * _width, length * _width), _width, vector);
            badRow = TokenPooling.TryNormalize(vector) ? badRow : row;
        }

        return badRow;
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    private IDisposableReadOnlyCollection<OrtValue> RunNative(TokenBatch batch)
    {
        long[] shape = [batch.Rows, batch.Tokens];
        using var ids = OrtValue.CreateTensorValueFromMemory(batch.Ids, shape);
        using var mask = OrtValue.CreateTensorValueFromMemory(batch.Mask, shape);
        using var types = OrtValue.CreateTensorValueFromMemory(batch.Types, shape);
        using var options = new RunOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        using var positions = OrtValue.CreateTensorValueFromMemory(
            _inputs.Contains(PositionsInput) ? batch.MakePositions() : batch.Types, shape);
        var values = Array.ConvertAll(_inputs, name => name switch
        {
            IdsInput => ids,
            MaskInput => mask,
            PositionsInput => positions,
            _ => types,
        });
        try
        {
            return _session.Run(options, _inputs, values, _outputs);
        }
        catch (OnnxRuntimeException error)
        {
            throw new ScanException(
                $"{_path}: the model refused {batch.Rows} texts of up to {batch.Tokens} tokens on {Device}: "
                + $"{error.Message.TrimEnd('.')}. "
                + "Expected it to take every id of its tokenizer and max_tokens of them: check that tokenizer and "
                + "model belong together.",
                error);
        }
    }

    /// <summary>
    /// Runs the first and the last id: beyond the table, another dim, no numbers, no device all show here.
    /// </summary>
    private int Try(ModelFolder folder)
    {
        var batch = new TokenBatch(rowsMax: 1, tokensMax: 2);
        batch.Start(tokens: 2);
        batch.Add([0, folder.Tokenizer.VocabularySize - 1]);
        using var outputs = RunNative(batch);
        var shape = outputs[0].GetTensorTypeAndShape().Shape;
        var isPooled = shape.Length == 2;
        if (shape.Length is not (2 or 3) || shape[0] != 1 || (!isPooled && shape[1] != 2) || shape[^1] < 1)
        {
            throw new ScanException(
                $"{_path}: output '{_outputs[0]}' has the shape [{string.Join(", ", shape)}] for 1 text of 2 tokens, "
                + "expected "
                + "[1, dim] or [1, 2, dim]. Export the model for feature extraction.");
        }

        if (folder.ConfiguredDim is { } dim && dim != shape[^1])
        {
            throw new ScanException(
                $"{_path}: the output has {shape[^1]} components, config.json says hidden_size {dim}. "
                + "Expected them to agree: fetch both files from the same model.");
        }

        Pooling = isPooled ? Pooling.None : _pooling is null or Pooling.None
            ? throw new ScanException(
                $"{folder.Path}: the model gives a vector for each token, and nothing says how to pool them. Expected "
                + "1_Pooling/config.json, or scanner.json with \"pooling\": \"mean\", \"cls\", \"last\" or \"max\". "
                + "Add one.")
            : _pooling.Value;

        using var copy = FloatOutput.Read(outputs[0]);
        foreach (var value in copy.Values)
        {
            if (!float.IsFinite(value))
            {
                throw new ScanException(
                    $"{_path}: gave {value} for a text of two tokens, expected finite numbers. The model is damaged "
                    + "or was "
                    + "converted to a type that is too narrow; fetch or export it again.");
            }
        }

        return checked((int)shape[^1]);
    }
}
