using System.Text;

namespace Scanner.Tests.OnnxRuntime;

/// <summary>
/// An ONNX model small enough to write by hand, in protobuf (onnx.proto): with the table w = [[1,2,3],[4,5,6]] it
/// computes y = x · w for x [batch × 2], and picked = rows of w for rows [n].
/// </summary>
internal static class TinyModel
{
    private const int Float = 1;
    private const int Int64 = 7;

    public static byte[] Bytes { get; } = Model();

    private static byte[] Model()
    {
        byte[] graph =
        [
            .. Field(1, Node("MatMul", ["x", "w"], "y")),
            .. Field(1, Node("Gather", ["w", "rows"], "picked")),
            .. Field(2, "tiny"),
            .. Field(5, Table("w", [2, 3], [1, 2, 3, 4, 5, 6])),
            .. Field(11, Value("x", Float, "batch", "2")),
            .. Field(11, Value("rows", Int64, "n")),
            .. Field(12, Value("y", Float, "batch", "3")),
            .. Field(12, Value("picked", Float, "n", "3")),
        ];
        return
        [
            .. Field(1, 8),
            .. Field(2, "TinyModel"),
            .. Field(5, 42),
            .. Field(7, graph),
            .. Field(8, [.. Field(1, ""), .. Field(2, 13)]),
            .. Field(14, [.. Field(1, "pooling"), .. Field(2, "mean")]),
            .. Field(14, [.. Field(1, "language"), .. Field(2, "日本語")]),
        ];
    }

    private static byte[] Node(string type, string[] inputs, string output) =>
        [.. inputs.SelectMany(input => Field(1, input)), .. Field(2, output), .. Field(4, type)];

    private static byte[] Table(string name, int[] shape, float[] values) =>
    [
        .. shape.SelectMany(dimension => Field(1, dimension)),
        .. Field(2, Float),
        .. Field(8, name),
        .. Field(9, values.SelectMany(BitConverter.GetBytes).ToArray()),
    ];

    private static byte[] Value(string name, int element, params string[] shape)
    {
        var dimensions = shape.SelectMany(dimension => Field(
            1, int.TryParse(dimension, out var fixedSize) ? Field(1, fixedSize) : Field(2, dimension)));
        byte[] tensor = [.. Field(1, element), .. Field(2, dimensions.ToArray())];
        return [.. Field(1, name), .. Field(2, Field(1, tensor))];
    }

    private static byte[] Field(int number, long value) => [.. Varint(number << 3), .. Varint(value)];

    private static byte[] Field(int number, string text) => Field(number, Encoding.UTF8.GetBytes(text));

    private static byte[] Field(int number, byte[] bytes) =>
        [.. Varint((number << 3) | 2), .. Varint(bytes.Length), .. bytes];

    private static IEnumerable<byte> Varint(long value)
    {
        for (; value > 127; value >>= 7)
            yield return (byte)(value | 128);
        yield return (byte)value;
    }
}
