using System.Buffers;
using System.Text;

namespace Scanner.Tests.Embed;

/// <summary>
/// Writes protobuf messages (https://protobuf.dev/programming-guides/encoding/): as much as ONNX files need.
/// </summary>
internal sealed class ProtobufWriter
{
    private const int Varint = 0, Bytes = 2;

    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>A field of whole numbers.</summary>
    public ProtobufWriter Number(int field, long value)
    {
        Tag(field, Varint);
        Unsigned((ulong)value);
        return this;
    }

    /// <summary>A field of text.</summary>
    public ProtobufWriter Text(int field, string value) => Raw(field, Encoding.UTF8.GetBytes(value));

    /// <summary>A field of bytes.</summary>
    public ProtobufWriter Raw(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, Bytes);
        Unsigned((ulong)value.Length);
        _bytes.Write(value);
        return this;
    }

    /// <summary>A field that holds a message.</summary>
    public ProtobufWriter Message(int field, ProtobufWriter message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Raw(field, message._bytes.WrittenSpan);
    }

    /// <summary>A field that holds several messages.</summary>
    public ProtobufWriter Messages(int field, IEnumerable<ProtobufWriter> messages)
    {
        foreach (var message in messages)
            Message(field, message);
        return this;
    }

    /// <summary>The message as bytes.</summary>
    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    private void Tag(int field, int kind) => Unsigned((ulong)((field << 3) | kind));

    private void Unsigned(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _bytes.Write([(byte)(value | 0x80)]);
        _bytes.Write([(byte)value]);
    }
}
