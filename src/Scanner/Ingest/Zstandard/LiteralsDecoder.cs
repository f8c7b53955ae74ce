using System.Buffers.Binary;

namespace Scanner.Ingest.Zstandard;

/// <summary>The literals section of a block (RFC 8878, section 3.1.1.3.1).</summary>
internal sealed class LiteralsDecoder
{
    private readonly byte[] _literals = new byte[128 << 10];
    private HuffmanTable? _table;
    private int _count;

    /// <summary>The literals of the block decoded last.</summary>
    public ReadOnlySpan<byte> Literals => _literals.AsSpan(0, _count);

    /// <summary>Decodes the section.</summary>
    /// <param name="padded">Begins with the section; padded for bit streams.</param>
    /// <param name="length">Bytes of the block.</param>
    /// <returns>Bytes of the section.</returns>
    /// <exception cref="InvalidDataException">The section is broken.</exception>
    public int Decode(ReadOnlySpan<byte> padded, int length)
    {
        if (length == 0)
            throw Broken();
        var kind = padded[0] & 3;
        var format = (padded[0] >> 2) & 3;
        var header = BinaryPrimitives.ReadUInt64LittleEndian(padded);
        if (kind >= 2)
            return Huffman(padded, length, header, format, isNew: kind == 2);

        var headerBytes = format switch { 1 => 2, 3 => 3, _ => 1 };
        _count = Checked((int)(headerBytes switch
        {
            1 => (header & 0xFF) >> 3,
            2 => (header & 0xFFFF) >> 4,
            _ => (header & 0xFFFFFF) >> 4,
        }));
        var used = headerBytes + (kind == 0 ? _count : 1);
        if (used > length)
            throw Broken();
        if (kind == 0)
            padded.Slice(headerBytes, _count).CopyTo(_literals);
        else
            _literals.AsSpan(0, _count).Fill(padded[headerBytes]);
        return used;
    }

    private int Huffman(ReadOnlySpan<byte> padded, int length, ulong header, int format, bool isNew)
    {
        var sizeBits = format switch { 2 => 14, 3 => 18, _ => 10 };
        var headerBytes = format switch { 2 => 4, 3 => 5, _ => 3 };
        var mask = (1UL << sizeBits) - 1;
        _count = Checked((int)((header >> 4) & mask));
        var compressed = (int)((header >> (4 + sizeBits)) & mask);
        if (headerBytes + compressed > length)
            throw Broken();

        var streams = padded[headerBytes..];
        if (isNew)
        {
            _table = HuffmanTable.Read(streams, compressed, out var described);
            streams = streams[described..];
            compressed -= described;
        }
        if (_table is null)
            throw Broken();
        if (format == 0)
            _table.Decode(streams, compressed, _literals.AsSpan(0, _count));
        else
            FourStreams(_table, streams, compressed);
        return padded.Length - streams.Length + compressed;
    }

    private void FourStreams(HuffmanTable table, ReadOnlySpan<byte> streams, int compressed)
    {
        const int JumpTable = 6;
        if (compressed < JumpTable)
            throw Broken();
        var start = JumpTable;
        var each = (_count + 3) / 4;
        for (var stream = 0; stream < 4; stream++)
        {
            var length = stream < 3
                ? BinaryPrimitives.ReadUInt16LittleEndian(streams[(2 * stream)..])
                : compressed - start;
            var from = Math.Min(each * stream, _count);
            var to = stream < 3 ? Math.Min(from + each, _count) : _count;
            if (length < 0 || start + length > compressed)
                throw Broken();
            table.Decode(streams[start..], length, _literals.AsSpan(from, to - from));
            start += length;
        }
    }

    private int Checked(int count) => count <= _literals.Length ? count : throw Broken();

    private static InvalidDataException Broken() => new("found a broken Zstandard literals section");
}
