using System.Buffers.Binary;
using System.Numerics;

namespace Scanner.Ingest.Zstandard;

/// <summary>
/// Bits of a stream that is read from its end: the last byte's highest set bit marks where it begins.
/// </summary>
internal ref struct BackwardBits
{
    /// <summary>Bytes that must be readable behind the stream: bits are loaded eight bytes at a time.</summary>
    public const int Padding = 8;

    private readonly ReadOnlySpan<byte> _bytes;
    private int _position;

    /// <summary>
    /// The bits of the first <paramref name="length"/> bytes; <see cref="Padding"/> more must follow.
    /// </summary>
    /// <exception cref="InvalidDataException">The stream is empty or has no mark.</exception>
    public BackwardBits(ReadOnlySpan<byte> bytes, int length)
    {
        if (length == 0 || bytes[length - 1] == 0)
            throw new InvalidDataException("found a Zstandard bit stream without its mark");
        _bytes = bytes;
        _position = (length * 8) - 8 + BitOperations.Log2(bytes[length - 1]);
    }

    /// <summary>Bits left; negative when more were read than there are.</summary>
    public readonly int Left => _position;

    /// <summary>The next bits, at most 56, without taking them; behind the end they are 0.</summary>
    public readonly ulong Peek(int count)
    {
        var start = _position - count;
        if (start < 0)
            return _position <= 0 ? 0 : Load(0, _position) << -start;
        return Load(start, count);
    }

    /// <summary>Takes bits that were peeked at.</summary>
    public void Skip(int count) => _position -= count;

    /// <summary>Takes the next bits, at most 56.</summary>
    public ulong Read(int count)
    {
        var bits = Peek(count);
        _position -= count;
        return bits;
    }

    private readonly ulong Load(int start, int count) =>
        (BinaryPrimitives.ReadUInt64LittleEndian(_bytes[(start >> 3)..]) >> (start & 7)) & ((1UL << count) - 1);
}
