using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Scanner.Embed;

/// <summary>
/// The numbers of a model's output as float32: where they are, or widened from float16 to a rented array.
/// </summary>
internal readonly ref struct FloatOutput
{
    private readonly float[]? _rented;

    private FloatOutput(ReadOnlySpan<float> values, float[]? rented)
    {
        Values = values;
        _rented = rented;
    }

    /// <summary>The numbers, row-major, valid as long as the output.</summary>
    public ReadOnlySpan<float> Values { get; }

    /// <summary>Reads an output of type Float or Float16.</summary>
    public static FloatOutput Read(OrtValue output)
    {
        var bytes = output.GetTensorMutableRawData();
        if (output.GetTensorTypeAndShape().ElementDataType == TensorElementType.Float)
        {
            return new FloatOutput(MemoryMarshal.Cast<byte, float>(bytes), null);
        }

        var halves = MemoryMarshal.Cast<byte, Half>(bytes);
        var rented = ArrayPool<float>.Shared.Rent(halves.Length);
        TensorPrimitives.ConvertToSingle(halves, rented);
        return new FloatOutput(rented.AsSpan(0, halves.Length), rented);
    }

    /// <summary>Gives the array back.</summary>
    public void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<float>.Shared.Return(_rented);
        }
    }
}
