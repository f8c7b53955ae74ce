using System.Buffers.Binary;

namespace Scanner.Ingest.Zstandard;

/// <summary>
/// Decompresses Zstandard (RFC 8878): frames one after another, skippable frames, checksums. No dictionaries. .NET has
/// no
/// such reader, and DuckDB's would not hand out bytes as they are.
/// </summary>
/// <remarks>Broken or cut-off data throws InvalidDataException, after all good blocks were handed out.</remarks>
internal sealed class ZstdStream(Stream input) : Records.ForwardStream
{
    private readonly byte[] _small = new byte[18];
    private ZstdFrame? _frame;
    private ReadOnlyMemory<byte> _ready;
    private bool _isAtEnd;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        while (_ready.IsEmpty && !_isAtEnd)
            Advance();
        var length = Math.Min(buffer.Length, _ready.Length);
        _ready.Span[..length].CopyTo(buffer);
        _ready = _ready[length..];
        return length;
    }

    private void Advance()
    {
        if (_frame is null)
        {
            _isAtEnd = !TryStartFrame();
            return;
        }

        Take(3);
        var header = _small[0] | (_small[1] << 8) | (_small[2] << 16);
        var isLast = (header & 1) != 0;
        var size = header >> 3;
        switch ((header >> 1) & 3)
        {
            case 0:
                _ready = _frame.Raw(TakeBlock(size));
                break;
            case 1:
                Take(1);
                _ready = _frame.Repeat(_small[0], size);
                break;
            case 2:
                _ready = _frame.Compressed(TakeBlock(size));
                break;
            default:
                throw new InvalidDataException("found a reserved Zstandard block type");
        }
        if (isLast)
            EndFrame(_frame);
    }

    private void EndFrame(ZstdFrame frame)
    {
        if (frame.HasChecksum)
        {
            Take(4);
            if (BinaryPrimitives.ReadUInt32LittleEndian(_small) != frame.Checksum)
                throw new InvalidDataException("found another checksum than the Zstandard frame's");
        }
        _frame = null;
    }

    private bool TryStartFrame()
    {
        var read = input.ReadAtLeast(_small.AsSpan(0, 4), 4, throwOnEndOfStream: false);
        if (read == 0)
            return false;
        var magic = read == 4 ? BinaryPrimitives.ReadUInt32LittleEndian(_small) : 0;
        if ((magic & 0xFFFFFFF0) == 0x184D2A50)
        {
            Take(4);
            for (var left = BinaryPrimitives.ReadUInt32LittleEndian(_small); left > 0; left--)
                Take(1);
            return true;
        }
        if (magic != 0xFD2FB528)
            throw new InvalidDataException("found no Zstandard frame where one should begin");

        Take(1);
        var descriptor = _small[0];
        var isSingle = (descriptor & 0x20) != 0;
        int sizeBytes = (descriptor >> 6) switch { 0 => isSingle ? 1 : 0, 1 => 2, 2 => 4, _ => 8 };
        int dictionaryBytes = (descriptor & 3) switch { 3 => 4, var bytes => bytes };
        Take((isSingle ? 0 : 1) + dictionaryBytes + sizeBytes);
        var place = isSingle ? 0 : 1;
        if (_small.AsSpan(place, dictionaryBytes).ContainsAnyExcept((byte)0))
            throw new InvalidDataException("found a Zstandard frame that needs a dictionary");
        var window = isSingle ? Size(_small.AsSpan(dictionaryBytes, sizeBytes)) : Window(_small[0]);
        _frame = new ZstdFrame(window, hasChecksum: (descriptor & 4) != 0);
        return true;
    }

    private static long Window(byte descriptor)
    {
        var window = 1L << (10 + (descriptor >> 3));
        return window + (window / 8 * (descriptor & 7));
    }

    private static long Size(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        1 => bytes[0],
        2 => BinaryPrimitives.ReadUInt16LittleEndian(bytes) + 256,
        4 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        _ => (long)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(bytes), long.MaxValue),
    };

    private ReadOnlySpan<byte> TakeBlock(int size)
    {
        var block = _frame!.Input(size);
        Fill(block);
        return block;
    }

    private void Take(int size) => Fill(_small.AsSpan(0, size));

    private void Fill(Span<byte> bytes)
    {
        if (input.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw new InvalidDataException("found the end of the file within a Zstandard frame");
    }
}
