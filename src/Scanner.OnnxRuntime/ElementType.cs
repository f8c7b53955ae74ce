using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>Which .NET type stands for which element type.</summary>
internal static class ElementType
{
    private static readonly (Type Type, TensorElementType Element, int Bytes)[] Known =
    [
        (typeof(float), TensorElementType.Float, 4),
        (typeof(byte), TensorElementType.UInt8, 1),
        (typeof(sbyte), TensorElementType.Int8, 1),
        (typeof(ushort), TensorElementType.UInt16, 2),
        (typeof(short), TensorElementType.Int16, 2),
        (typeof(int), TensorElementType.Int32, 4),
        (typeof(long), TensorElementType.Int64, 8),
        (typeof(string), TensorElementType.String, 0),
        (typeof(bool), TensorElementType.Bool, 1),
        (typeof(Float16), TensorElementType.Float16, 2),
        (typeof(double), TensorElementType.Double, 8),
        (typeof(uint), TensorElementType.UInt32, 4),
        (typeof(ulong), TensorElementType.UInt64, 8),
    ];

    /// <summary>The element type that a .NET type stands for.</summary>
    /// <exception cref="OnnxRuntimeException">There is none.</exception>
    public static TensorElementType Of(Type type)
    {
        foreach (var known in Known)
            if (known.Type == type && type != typeof(string))
                return known.Element;
        throw new OnnxRuntimeException(ErrorCode.InvalidArgument, $"Tensor of type: {type} is not supported");
    }

    /// <summary>The .NET type and the bytes of one element.</summary>
    /// <exception cref="OnnxRuntimeException">There is none.</exception>
    public static (Type Type, int Bytes) Describe(TensorElementType element)
    {
        foreach (var known in Known)
            if (known.Element == element)
                return (known.Type, known.Bytes);
        throw new OnnxRuntimeException(
            ErrorCode.InvalidArgument, $"Element type: {element} is not registered type.");
    }
}
