using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>A tensor that goes into a model or comes out of it. Dispose it: the memory beneath is not .NET's.</summary>
public sealed class OrtValue : IDisposable
{
    private nint _handle;
    private MemoryHandle _pinned;

    internal OrtValue(nint handle)
    {
        _handle = handle;
        OrtStatus.Check(OrtApi.GetValueType(handle, out var type));
        OnnxType = (OnnxValueType)type;
    }

    private OrtValue(nint handle, MemoryHandle pinned)
    {
        (_handle, _pinned) = (handle, pinned);
        OnnxType = OnnxValueType.ONNX_TYPE_TENSOR;
    }

    /// <summary>What the value holds.</summary>
    public OnnxValueType OnnxType { get; }

    /// <summary>Whether it is a tensor.</summary>
    public bool IsTensor => OnnxType == OnnxValueType.ONNX_TYPE_TENSOR;

    /// <summary>Whether it is a sparse tensor.</summary>
    public bool IsSparseTensor => OnnxType == OnnxValueType.ONNX_TYPE_SPARSETENSOR;

    internal nint Handle => _handle;

    /// <summary>A tensor over the caller's array, pinned until the value is disposed. Nothing is copied.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="data">At least as many elements as the shape says, row-major.</param>
    /// <param name="shape">The dimensions, outermost first.</param>
    /// <exception cref="OnnxRuntimeException">The type is no element type, or the array is too short.</exception>
    public static OrtValue CreateTensorValueFromMemory<T>(T[] data, long[] shape) where T : unmanaged =>
        CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, new Memory<T>(data), shape);

    /// <summary>A tensor over the caller's memory, pinned until the value is disposed. Nothing is copied.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="memoryInfo">Where the memory is.</param>
    /// <param name="memory">At least as many elements as the shape says, row-major.</param>
    /// <param name="shape">The dimensions, outermost first.</param>
    /// <exception cref="OnnxRuntimeException">The type is no element type, or the memory is too short.</exception>
    public static unsafe OrtValue CreateTensorValueFromMemory<T>(
        OrtMemoryInfo memoryInfo, Memory<T> memory, long[] shape) where T : unmanaged
    {
        var element = ElementType.Of(typeof(T));
        var count = CountElements(shape);
        if (count > memory.Length)
        {
            throw new OnnxRuntimeException(
                ErrorCode.InvalidArgument,
                $"Managed memory size: {memory.Length} elements is less than shape size: {count} elements");
        }

        var pinned = memory.Pin();
        try
        {
            fixed (long* dimensions = shape)
            {
                OrtStatus.Check(OrtApi.CreateTensorWithData(
                    memoryInfo.Pointer, pinned.Pointer, (nuint)memory.Length * (nuint)sizeof(T),
                    dimensions, (nuint)shape.Length, (int)element, out var handle));
                return new OrtValue(handle, pinned);
            }
        }
        catch
        {
            pinned.Dispose();
            throw;
        }
    }

    /// <summary>A tensor in memory of the library, not yet filled.</summary>
    /// <param name="allocator">Where the memory comes from.</param>
    /// <param name="elementType">The type of the elements.</param>
    /// <param name="shape">The dimensions, outermost first.</param>
    public static unsafe OrtValue CreateAllocatedTensorValue(
        OrtAllocator allocator, TensorElementType elementType, long[] shape)
    {
        fixed (long* dimensions = shape)
        {
            OrtStatus.Check(OrtApi.CreateTensor(
                allocator.Pointer, dimensions, (nuint)shape.Length, (int)elementType, out var handle));
            return new OrtValue(handle, default);
        }
    }

    /// <summary>The elements, row-major. Valid until the value is disposed.</summary>
    /// <typeparam name="T">The element type, or byte.</typeparam>
    /// <exception cref="OnnxRuntimeException">The elements are of another type.</exception>
    public ReadOnlySpan<T> GetTensorDataAsSpan<T>() where T : unmanaged => GetTensorMutableDataAsSpan<T>();

    /// <summary>The elements, row-major, for writing. Valid until the value is disposed.</summary>
    /// <typeparam name="T">The element type, or byte.</typeparam>
    /// <exception cref="OnnxRuntimeException">The elements are of another type.</exception>
    public Span<T> GetTensorMutableDataAsSpan<T>() where T : unmanaged =>
        MemoryMarshal.Cast<byte, T>(Bytes(typeof(T)));

    /// <summary>The elements as bytes, for writing. Valid until the value is disposed.</summary>
    public Span<byte> GetTensorMutableRawData() => Bytes(typeof(byte));

    /// <summary>The element type and the shape.</summary>
    /// <exception cref="OnnxRuntimeException">The value is no tensor.</exception>
    public OrtTensorTypeAndShapeInfo GetTensorTypeAndShape()
    {
        if (!IsTensor && !IsSparseTensor)
        {
            throw new OnnxRuntimeException(
                ErrorCode.InvalidArgument, $"This OrtValue type contains: {OnnxType}, not a tensor or sparse tensor");
        }

        OrtStatus.Check(OrtApi.GetTensorTypeAndShape(_handle, out var info));
        try
        {
            return new OrtTensorTypeAndShapeInfo(info);
        }
        finally
        {
            OrtApi.Release(Released.TensorInfo, info);
        }
    }

    /// <summary>Frees the tensor and lets go of the caller's memory.</summary>
    public void Dispose()
    {
        if (_handle == 0)
            return;
        OrtApi.Release(Released.Value, _handle);
        _handle = 0;
        _pinned.Dispose();
    }

    private unsafe Span<byte> Bytes(Type requested)
    {
        ObjectDisposedException.ThrowIf(_handle == 0, this);
        var info = GetTensorTypeAndShape();
        var (actual, elementBytes) = ElementType.Describe(info.ElementDataType);
        if (info.IsString)
            throw new OnnxRuntimeException(ErrorCode.InvalidArgument, "Strings are not supported by this API");
        if (requested != typeof(byte) && requested != actual)
        {
            throw new OnnxRuntimeException(
                ErrorCode.InvalidArgument, $"Requested type: {requested} does not match the actual type: {actual}");
        }

        if (info.ElementCount == 0)
            return [];
        OrtStatus.Check(OrtApi.GetTensorMutableData(_handle, out var data));
        return new Span<byte>(data, checked((int)(info.ElementCount * elementBytes)));
    }

    private static long CountElements(long[] shape)
    {
        var count = 1L;
        foreach (var dimension in shape)
        {
            if (dimension < 0)
            {
                throw new OnnxRuntimeException(
                    ErrorCode.InvalidArgument, $"Shape must not have negative elements: {dimension}");
            }

            count = checked(count * dimension);
        }

        return count;
    }
}
