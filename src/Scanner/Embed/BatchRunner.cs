using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Scanner.Runs;

namespace Scanner.Embed;

/// <summary>
/// Runs batches of a model by ONNX Runtime. Inputs and outputs are bound to memory that stays where it is from batch to
/// batch, so that nothing is allocated and the library writes where the vectors are pooled from.
/// </summary>
/// <param name="model">The model; several runners share it.</param>
/// <param name="tokensMax">Most tokens of a batch with padding.</param>
internal sealed class BatchRunner(OnnxModel model, int tokensMax) : IBatchRunner
{
    private readonly TokenBatch _batch = new(TokenBatches.RowsMax, tokensMax);
    private readonly OrtIoBinding _binding = model.Session.CreateIoBinding();
    private readonly RunOptions _options = new() { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
    private readonly List<OrtValue> _bound = [];
    private float[] _output = [];
    private Float16[] _halves = [];
    private float[] _vectors = [];
    private (int Rows, int Tokens) _shape;

    /// <inheritdoc/>
    public void Begin() => _options.Terminate = false;

    /// <inheritdoc/>
    public void Stop() => _options.Terminate = true;

    /// <inheritdoc/>
    public ReadOnlySpan<float> Run(TextBlock block, Range places)
    {
        block.Fill(places, _batch);
        RunBound();
        int size = _batch.Rows * model.Dim;
        if (_vectors.Length < size)
            _vectors = new float[size];
        for (int row = 0; row < _batch.Rows; row++)
        {
            if (!TryPool(row))
                throw NotFinite(block.TextAt(places.Start.Value + row), _batch.Lengths[row]);
        }

        return _vectors.AsSpan(0, size);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _binding.Dispose();
        _bound.ForEach(value => value.Dispose());
        _options.Dispose();
    }

    /// <summary>
    /// Runs the batch. The output is [batch × width] of a model that pools, else [batch × tokens × width].
    /// </summary>
    private void RunBound()
    {
        try
        {
            Bind();
            if (model.Device.Kind != DeviceKind.Cpu)
                _binding.SynchronizeBoundInputs();
            model.Session.RunWithBinding(_options, _binding);
            if (model.Device.Kind != DeviceKind.Cpu)
                _binding.SynchronizeBoundOutputs();
        }
        catch (OnnxRuntimeException error)
        {
            throw OnnxModel.Refused(model.Path, model.Device, _batch, error);
        }

        if (model.Output.IsHalf)
        {
            var halves = MemoryMarshal.Cast<Float16, Half>(_halves.AsSpan(0, OutputSize()));
            TensorPrimitives.ConvertToSingle(halves, _output);
        }
    }

    /// <summary>Makes tensors of the batch's shape over the memory, where the last batch had another.</summary>
    private void Bind()
    {
        if (_shape != (_batch.Rows, _batch.Tokens))
        {
            _shape = default;
            _bound.ForEach(value => value.Dispose());
            _bound.Clear();
            _bound.AddRange(model.Inputs.Select(name => Tensor(_batch.Input(name), _batch.Rows, _batch.Tokens)));
            _bound.Add(MakeOutput());
            _binding.BindOutput(model.Output.Name, _bound[^1]);
            _shape = (_batch.Rows, _batch.Tokens);
        }

        // GPUs copy an input when it is bound.
        foreach (var (i, name) in model.Inputs.Index())
            _binding.BindInput(name, _bound[i]);
    }

    private OrtValue MakeOutput()
    {
        int size = OutputSize();
        if (_output.Length < size)
        {
            _output = GC.AllocateUninitializedArray<float>(size, pinned: true);
            _halves = model.Output.IsHalf ? GC.AllocateUninitializedArray<Float16>(size, pinned: true) : [];
        }

        long[] shape = model.Output.Pooling == Pooling.None
            ? [_batch.Rows, model.Output.Width]
            : [_batch.Rows, _batch.Tokens, model.Output.Width];
        return model.Output.IsHalf ? Tensor(_halves, shape) : Tensor(_output, shape);
    }

    private static OrtValue Tensor<T>(T[] values, params long[] shape) where T : unmanaged =>
        OrtValue.CreateTensorValueFromMemory(values, shape);

    private int OutputSize() =>
        _batch.Rows * (model.Output.Pooling == Pooling.None ? 1 : _batch.Tokens) * model.Output.Width;

    private bool TryPool(int row)
    {
        var (pooling, width) = (model.Output.Pooling, model.Output.Width);
        var (tokens, length) = pooling == Pooling.None ? (1, 1) : (_batch.Tokens, _batch.Lengths[row]);
        var vector = _vectors.AsSpan(row * model.Dim, model.Dim);
        TokenPooling.Pool(pooling, _output.AsSpan(row * tokens * width, length * width), width, vector);
        return TokenPooling.TryNormalize(vector);
    }

    private ScanException NotFinite(string text, int tokens) => new(
        $"{model.Path}: gave numbers that are not finite for the text \"{text[..Math.Min(text.Length, 60)]}\" "
        + $"({tokens} tokens), expected finite ones. Fetch or export the model again, or take another with --model.");
}
