using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>What an input or an output of a model holds.</summary>
public sealed class NodeMetadata
{
    private readonly TensorElementType _element;
    private readonly int[] _dimensions = [];
    private readonly string[] _symbols = [];

    /// <param name="type">An OrtTypeInfo, which stays the caller's.</param>
    internal unsafe NodeMetadata(nint type)
    {
        OrtStatus.Check(OrtApi.GetOnnxTypeFromTypeInfo(type, out var onnxType));
        OnnxValueType = (OnnxValueType)onnxType;
        if (!IsTensor)
            return;
        OrtStatus.Check(OrtApi.CastTypeInfoToTensorInfo(type, out var tensor));
        OrtStatus.Check(OrtApi.GetTensorElementType(tensor, out var element));
        OrtStatus.Check(OrtApi.GetDimensionsCount(tensor, out var rank));
        var dimensions = new long[rank];
        var names = new byte*[rank];
        fixed (long* first = dimensions)
            OrtStatus.Check(OrtApi.GetDimensions(tensor, first, rank));
        fixed (byte** first = names)
            OrtStatus.Check(OrtApi.GetSymbolicDimensions(tensor, first, rank));
        _element = (TensorElementType)element;
        _dimensions = Array.ConvertAll(dimensions, dimension => (int)dimension);
        _symbols = new string[rank];
        for (var i = 0; i < names.Length; i++)
            _symbols[i] = Utf8.Read(names[i]);
    }

    /// <summary>What kind of value it is.</summary>
    public OnnxValueType OnnxValueType { get; }

    /// <summary>Whether it is a tensor, sparse or not.</summary>
    public bool IsTensor =>
        OnnxValueType is OnnxValueType.ONNX_TYPE_TENSOR or OnnxValueType.ONNX_TYPE_SPARSETENSOR;

    /// <summary>The dimensions, outermost first; -1 where the caller decides.</summary>
    /// <exception cref="OnnxRuntimeException">It is no tensor.</exception>
    public int[] Dimensions => Tensor()._dimensions;

    /// <summary>The names of the dimensions that the caller decides; empty elsewhere.</summary>
    /// <exception cref="OnnxRuntimeException">It is no tensor.</exception>
    public string[] SymbolicDimensions => Tensor()._symbols;

    /// <summary>The .NET type of the elements.</summary>
    /// <exception cref="OnnxRuntimeException">It is no tensor, or .NET has no such type.</exception>
    public Type ElementType => OnnxRuntime.ElementType.Describe(Tensor()._element).Type;

    /// <summary>The type of the elements.</summary>
    /// <exception cref="OnnxRuntimeException">It is no tensor.</exception>
    public TensorElementType ElementDataType => Tensor()._element;

    /// <summary>Whether the elements are strings.</summary>
    /// <exception cref="OnnxRuntimeException">It is no tensor.</exception>
    public bool IsString => Tensor()._element == TensorElementType.String;

    private NodeMetadata Tensor() => IsTensor ? this : throw new OnnxRuntimeException(
        ErrorCode.Fail, "OnnxValueType must either be a tensor or sparse tensor");
}
