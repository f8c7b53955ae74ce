namespace Microsoft.ML.OnnxRuntime;

/// <summary>What an <see cref="OrtValue"/> holds.</summary>
public enum OnnxValueType
{
    /// <summary>Not set.</summary>
    ONNX_TYPE_UNKNOWN = 0,

    /// <summary>A tensor.</summary>
    ONNX_TYPE_TENSOR = 1,

    /// <summary>A sequence of values.</summary>
    ONNX_TYPE_SEQUENCE = 2,

    /// <summary>A map.</summary>
    ONNX_TYPE_MAP = 3,

    /// <summary>Something opaque.</summary>
    ONNX_TYPE_OPAQUE = 4,

    /// <summary>A sparse tensor.</summary>
    ONNX_TYPE_SPARSETENSOR = 5,

    /// <summary>Any of these, or nothing.</summary>
    ONNX_TYPE_OPTIONAL = 6,
}
