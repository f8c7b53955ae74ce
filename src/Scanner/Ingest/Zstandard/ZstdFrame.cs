using Scanner.Runs;

namespace Scanner.Ingest.Zstandard;

/// <summary>One frame: its window of earlier output, and the decoders that live from block to block.</summary>
internal sealed class ZstdFrame
{
    // The most a block holds, before and after compression (RFC 8878, 3.1.1.2.4).
    private const int BlockBytesMax = 128 << 10;

    private readonly byte[] _input = new byte[BlockBytesMax + BackwardBits.Padding];
    private readonly int _window;
    private readonly LiteralsDecoder _literals = new();
    private readonly SequencesDecoder _sequences = new();
    private readonly XxHash64 _hash = new();
    private byte[] _output;
    private int _end;

    /// <summary>A frame.</summary>
    /// <param name="window">How far back matches reach, in bytes.</param>
    /// <param name="hasChecksum">Whether a checksum follows the last block.</param>
    /// <exception cref="InvalidDataException">The window is larger than Limits.ZstdWindowBytesMax.</exception>
    public ZstdFrame(long window, bool hasChecksum)
    {
        if (window > Limits.ZstdWindowBytesMax && window > BlockBytesMax)
            throw new InvalidDataException(
                $"found a Zstandard window of {window} bytes, at most {Limits.ZstdWindowBytesMax} are read: "
                + "compress without --ultra and --long");
        _window = (int)window;
        HasChecksum = hasChecksum;
        _output = new byte[Math.Min(_window, 1 << 20) + (2 * BlockBytesMax)];
    }

    /// <summary>Whether a checksum follows the last block.</summary>
    public bool HasChecksum { get; }

    /// <summary>The checksum of the output so far.</summary>
    public uint Checksum => (uint)_hash.Value;

    /// <summary>Room for the bytes of a block.</summary>
    public Span<byte> Input(int size) => size <= BlockBytesMax
        ? _input.AsSpan(0, size)
        : throw new InvalidDataException($"found a Zstandard block of {size} bytes, expected at most {BlockBytesMax}");

    /// <summary>A block that is not compressed.</summary>
    public ReadOnlyMemory<byte> Raw(ReadOnlySpan<byte> block)
    {
        var start = MakeRoom();
        block.CopyTo(_output.AsSpan(start));
        return Done(start, block.Length);
    }

    /// <summary>A block of one byte, repeated.</summary>
    public ReadOnlyMemory<byte> Repeat(byte value, int count)
    {
        var start = MakeRoom();
        _ = Input(count);
        _output.AsSpan(start, count).Fill(value);
        return Done(start, count);
    }

    /// <summary>A compressed block.</summary>
    public ReadOnlyMemory<byte> Compressed(ReadOnlySpan<byte> block)
    {
        var start = MakeRoom();
        var padded = _input.AsSpan(0, block.Length + BackwardBits.Padding);
        padded[block.Length..].Clear();
        var used = _literals.Decode(padded, block.Length);
        var written = _sequences.Decode(
            padded[used..], block.Length - used, _literals.Literals, _output, start, start + BlockBytesMax);
        return Done(start, written);
    }

    /// <summary>Makes room for a block behind the window, and returns where it begins.</summary>
    private int MakeRoom()
    {
        if (_output.Length - _end >= BlockBytesMax)
            return _end;
        if (_end <= _window)
        {
            Array.Resize(ref _output, (int)Math.Min((long)_output.Length * 2, (2L * _window) + (2 * BlockBytesMax)));
            return _end;
        }
        _output.AsSpan(_end - _window, _window).CopyTo(_output);
        _end = _window;
        if (_output.Length - _end < BlockBytesMax)
            Array.Resize(ref _output, _end + (2 * BlockBytesMax));
        return _end;
    }

    private ReadOnlyMemory<byte> Done(int start, int length)
    {
        _end = start + length;
        var output = _output.AsMemory(start, length);
        if (HasChecksum)
            _hash.Append(output.Span);
        return output;
    }
}
