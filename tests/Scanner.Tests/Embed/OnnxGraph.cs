using System.Runtime.InteropServices;

namespace Scanner.Tests.Embed;

/// <summary>Element types of ONNX tensors (onnx.proto, TensorProto.DataType).</summary>
internal enum OnnxType
{
    /// <summary>32 bit floating point.</summary>
    F32 = 1,

    /// <summary>8 bit, unsigned.</summary>
    U8 = 2,

    /// <summary>8 bit, signed.</summary>
    I8 = 3,

    /// <summary>64 bit, signed.</summary>
    I64 = 7,
}

/// <summary>
/// A graph to be written as an ONNX file (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
/// Sizes of inputs and outputs are names ("batch") or numbers ("256").
/// </summary>
internal sealed class OnnxGraph
{
    private const int IrVersion = 8, IntegerAttribute = 2;

    private readonly List<ProtobufWriter> _nodes = [];
    private readonly List<ProtobufWriter> _constants = [];
    private readonly List<ProtobufWriter> _inputs = [];
    private readonly List<ProtobufWriter> _outputs = [];

    /// <summary>The operator set that the nodes are of.</summary>
    public int OperatorSet { get; init; } = 17;

    /// <summary>Declares an input.</summary>
    public OnnxGraph Input(string name, OnnxType type, params string[] shape)
    {
        _inputs.Add(Value(name, type, shape));
        return this;
    }

    /// <summary>Declares an output.</summary>
    public OnnxGraph Output(string name, OnnxType type, params string[] shape)
    {
        _outputs.Add(Value(name, type, shape));
        return this;
    }

    /// <summary>Adds a constant tensor; its values in little-endian order.</summary>
    public OnnxGraph Constant<T>(string name, OnnxType type, ReadOnlySpan<T> values, params long[] shape)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("ONNX files hold little-endian numbers.");
        var tensor = new ProtobufWriter();
        foreach (var size in shape)
            tensor.Number(1, size);
        _constants.Add(tensor.Number(2, (int)type).Text(8, name).Raw(9, MemoryMarshal.AsBytes(values)));
        return this;
    }

    /// <summary>Adds a node with one output and, where given, whole-number attributes.</summary>
    public OnnxGraph Node(
        string operation, string[] inputs, string output, params (string Name, long Value)[] attributes)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(attributes);
        var node = new ProtobufWriter();
        foreach (var input in inputs)
            node.Text(1, input);
        node.Text(2, output).Text(3, output).Text(4, operation);
        foreach (var (name, value) in attributes)
            node.Message(5, new ProtobufWriter().Text(1, name).Number(3, value).Number(20, IntegerAttribute));
        _nodes.Add(node);
        return this;
    }

    /// <summary>The ONNX file.</summary>
    public byte[] ToArray(string producer)
    {
        var graph = new ProtobufWriter()
            .Messages(1, _nodes).Text(2, "graph").Messages(5, _constants).Messages(11, _inputs).Messages(12, _outputs);
        var operators = new ProtobufWriter().Text(1, "").Number(2, OperatorSet);
        return new ProtobufWriter()
            .Number(1, IrVersion).Text(2, producer).Message(7, graph).Message(8, operators).ToArray();
    }

    private static ProtobufWriter Value(string name, OnnxType type, string[] shape)
    {
        var sizes = shape.Select(size => long.TryParse(size, out var number)
            ? new ProtobufWriter().Number(1, number)
            : new ProtobufWriter().Text(2, size));
        var tensor = new ProtobufWriter().Number(1, (int)type).Message(2, new ProtobufWriter().Messages(1, sizes));
        return new ProtobufWriter().Text(1, name).Message(2, new ProtobufWriter().Message(1, tensor));
    }
}
