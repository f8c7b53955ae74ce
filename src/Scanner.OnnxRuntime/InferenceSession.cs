namespace Microsoft.ML.OnnxRuntime;

/// <summary>A loaded model. Several threads may run it at the same time.</summary>
public sealed class InferenceSession : IDisposable
{
    private readonly SessionNodes _inputs;
    private readonly SessionNodes _outputs;
    private readonly Lazy<ModelMetadata> _metadata;
    private nint _handle;

    /// <summary>Loads a model on the CPU.</summary>
    /// <param name="modelPath">An ONNX file.</param>
    /// <exception cref="OnnxRuntimeException">The file is missing or no model.</exception>
    public InferenceSession(string modelPath) : this(Load(modelPath, null))
    {
    }

    /// <summary>Loads a model.</summary>
    /// <param name="modelPath">An ONNX file.</param>
    /// <param name="options">How to load and run it; may be disposed afterwards.</param>
    /// <exception cref="OnnxRuntimeException">The file is missing or no model.</exception>
    public InferenceSession(string modelPath, SessionOptions options) : this(Load(modelPath, options))
    {
    }

    /// <summary>Loads a model on the CPU.</summary>
    /// <param name="model">The bytes of an ONNX file.</param>
    /// <exception cref="OnnxRuntimeException">The bytes are no model.</exception>
    public InferenceSession(byte[] model) : this(Load(model, null))
    {
    }

    /// <summary>Loads a model.</summary>
    /// <param name="model">The bytes of an ONNX file.</param>
    /// <param name="options">How to load and run it; may be disposed afterwards.</param>
    /// <exception cref="OnnxRuntimeException">The bytes are no model.</exception>
    public InferenceSession(byte[] model, SessionOptions options) : this(Load(model, options))
    {
    }

    private InferenceSession(nint handle)
    {
        _handle = handle;
        _inputs = new SessionNodes(handle, input: true);
        _outputs = new SessionNodes(handle, input: false);
        _metadata = new(() => new ModelMetadata(_handle));
    }

    /// <summary>The inputs by name.</summary>
    public IReadOnlyDictionary<string, NodeMetadata> InputMetadata => _inputs.Metadata;

    /// <summary>The inputs' names in the model's order.</summary>
    public IReadOnlyList<string> InputNames => _inputs.Names;

    /// <summary>The outputs by name.</summary>
    public IReadOnlyDictionary<string, NodeMetadata> OutputMetadata => _outputs.Metadata;

    /// <summary>The outputs' names in the model's order.</summary>
    public IReadOnlyList<string> OutputNames => _outputs.Names;

    /// <summary>What the model says about itself.</summary>
    public ModelMetadata ModelMetadata => _metadata.Value;

    internal nint Handle => _handle;

    /// <summary>Runs the model; the library makes the outputs.</summary>
    /// <param name="runOptions">Never null: the official package crashes on null here.</param>
    /// <param name="inputNames">The inputs' names.</param>
    /// <param name="inputValues">The inputs, in the order of their names.</param>
    /// <param name="outputNames">The outputs that are wanted.</param>
    /// <returns>The outputs in the order of their names. Dispose them.</returns>
    /// <exception cref="OnnxRuntimeException">An unknown name, a wrong shape or type, or a failed run.</exception>
    public IDisposableReadOnlyCollection<OrtValue> Run(
        RunOptions runOptions, IReadOnlyCollection<string> inputNames, IReadOnlyCollection<OrtValue> inputValues,
        IReadOnlyCollection<string> outputNames)
    {
        ArgumentNullException.ThrowIfNull(runOptions);
        CheckCounts(nameof(inputNames), inputNames.Count, nameof(inputValues), inputValues.Count);
        return RunForOutputs(runOptions, _inputs.Find(inputNames), Handles(inputValues), _outputs.Find(outputNames));
    }

    /// <summary>Runs the model; the library makes the outputs.</summary>
    /// <param name="runOptions">Never null: the official package crashes on null here.</param>
    /// <param name="inputs">The inputs by name.</param>
    /// <param name="outputNames">The outputs that are wanted.</param>
    /// <returns>The outputs in the order of their names. Dispose them.</returns>
    /// <exception cref="OnnxRuntimeException">An unknown name, a wrong shape or type, or a failed run.</exception>
    public IDisposableReadOnlyCollection<OrtValue> Run(
        RunOptions runOptions, IReadOnlyDictionary<string, OrtValue> inputs, IReadOnlyCollection<string> outputNames)
    {
        ArgumentNullException.ThrowIfNull(runOptions);
        string[] names = [.. inputs.Keys];
        OrtValue[] values = [.. inputs.Values];
        return RunForOutputs(runOptions, _inputs.Find(names), Handles(values), _outputs.Find(outputNames));
    }

    /// <summary>Runs the model into outputs that the caller made.</summary>
    /// <param name="runOptions">Null takes the defaults.</param>
    /// <param name="inputNames">The inputs' names.</param>
    /// <param name="inputValues">The inputs, in the order of their names.</param>
    /// <param name="outputNames">The outputs that are wanted.</param>
    /// <param name="outputValues">Tensors of the outputs' types and shapes, in the order of their names.</param>
    /// <exception cref="OnnxRuntimeException">An unknown name, a wrong shape or type, or a failed run.</exception>
    public void Run(
        RunOptions? runOptions, IReadOnlyCollection<string> inputNames, IReadOnlyCollection<OrtValue> inputValues,
        IReadOnlyCollection<string> outputNames, IReadOnlyCollection<OrtValue> outputValues)
    {
        CheckCounts(nameof(inputNames), inputNames.Count, nameof(inputValues), inputValues.Count);
        CheckCounts(nameof(outputNames), outputNames.Count, nameof(outputValues), outputValues.Count);
        RunNative(
            runOptions, _inputs.Find(inputNames), Handles(inputValues), _outputs.Find(outputNames),
            Handles(outputValues));
    }

    /// <summary>A set of inputs and outputs bound to memory, for running again and again.</summary>
    public OrtIoBinding CreateIoBinding() => new(this);

    /// <summary>Runs the model on what is bound.</summary>
    /// <exception cref="OnnxRuntimeException">Something is not bound or does not fit, or the run failed.</exception>
    public void RunWithBinding(RunOptions runOptions, OrtIoBinding ioBinding)
    {
        OrtStatus.Check(OrtApi.RunWithBinding(_handle, runOptions.Handle, ioBinding.Handle));
        GC.KeepAlive(runOptions);
        GC.KeepAlive(ioBinding);
    }

    /// <summary>Runs the model on what is bound.</summary>
    /// <returns>The outputs in the order in which they were bound. Dispose them.</returns>
    /// <exception cref="OnnxRuntimeException">Something is not bound or does not fit, or the run failed.</exception>
    public IDisposableReadOnlyCollection<OrtValue> RunWithBoundResults(RunOptions runOptions, OrtIoBinding ioBinding)
    {
        RunWithBinding(runOptions, ioBinding);
        return ioBinding.GetOutputValues();
    }

    /// <summary>Frees the model.</summary>
    public void Dispose()
    {
        if (_handle == 0)
            return;
        OrtApi.Release(Released.Session, _handle);
        _handle = 0;
        _inputs.Dispose();
        _outputs.Dispose();
    }

    private DisposableList<OrtValue> RunForOutputs(RunOptions options, nint[] names, nint[] values, nint[] outputNames)
    {
        var outputs = new nint[outputNames.Length];
        RunNative(options, names, values, outputNames, outputs);
        var results = new DisposableList<OrtValue>(outputs.Length);
        foreach (var output in outputs)
            results.Add(new OrtValue(output));
        return results;
    }

    private unsafe void RunNative(
        RunOptions? options, nint[] names, nint[] values, nint[] outputNames, nint[] outputs)
    {
        ObjectDisposedException.ThrowIf(_handle == 0, this);
        fixed (nint* inputName = names, input = values, outputName = outputNames, output = outputs)
        {
            OrtStatus.Check(OrtApi.Run(
                _handle, options?.Handle ?? 0, inputName, input, (nuint)names.Length,
                outputName, (nuint)outputNames.Length, output));
        }

        GC.KeepAlive(options);
    }

    private static nint[] Handles(IReadOnlyCollection<OrtValue> values)
    {
        var handles = new nint[values.Count];
        var i = 0;
        foreach (var value in values)
            handles[i++] = value.Handle;
        return handles;
    }

    private static void CheckCounts(string names, int nameCount, string values, int valueCount)
    {
        if (nameCount != valueCount)
            throw new ArgumentException($"Length of {names} ({nameCount}) must match that of {values} ({valueCount}).");
    }

    private static unsafe nint Load(string path, SessionOptions? options)
    {
        using var defaults = options is null ? new SessionOptions() : null;
        fixed (byte* native = Utf8.Path(path))
        {
            OrtStatus.Check(OrtApi.CreateSession(
                OrtEnv.Instance().Handle, native, (options ?? defaults)!.Handle, out var session));
            return session;
        }
    }

    private static unsafe nint Load(byte[] model, SessionOptions? options)
    {
        using var defaults = options is null ? new SessionOptions() : null;
        fixed (byte* bytes = model)
        {
            OrtStatus.Check(OrtApi.CreateSessionFromArray(
                OrtEnv.Instance().Handle, bytes, (nuint)model.Length, (options ?? defaults)!.Handle, out var session));
            return session;
        }
    }
}
