using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>The element type and the shape of a tensor.</summary>
public struct OrtTensorTypeAndShapeInfo
{
    internal unsafe OrtTensorTypeAndShapeInfo(nint tensor)
    {
        OrtStatus.Check(OrtApi.GetTensorElementType(tensor, out var element));
        OrtStatus.Check(OrtApi.GetTensorShapeElementCount(tensor, out var count));
        OrtStatus.Check(OrtApi.GetDimensionsCount(tensor, out var rank));
        var shape = new long[rank];
        fixed (long* dimensions = shape)
            OrtStatus.Check(OrtApi.GetDimensions(tensor, dimensions, rank));
        (ElementDataType, ElementCount, Shape) = ((TensorElementType)element, (long)count, shape);
    }

    /// <summary>The type of the elements.</summary>
    public TensorElementType ElementDataType { get; private set; }

    /// <summary>Whether the elements are strings.</summary>
    public readonly bool IsString => ElementDataType == TensorElementType.String;

    /// <summary>How many elements there are.</summary>
    public long ElementCount { get; private set; }

    /// <summary>How many dimensions there are.</summary>
    public readonly int DimensionsCount => Shape.Length;

    /// <summary>The dimensions, outermost first.</summary>
    public long[] Shape { get; private set; }
}
