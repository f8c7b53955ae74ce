namespace Scanner.Ingest.Zstandard;

/// <summary>The sequences section of a block, and their execution (RFC 8878, sections 3.1.1.3.2 and 3.1.1.4).</summary>
internal sealed class SequencesDecoder
{
    private FseTable? _literalLengths;
    private FseTable? _matchLengths;
    private FseTable? _offsets;
    private (int First, int Second, int Third) _repeat = (1, 4, 8);

    /// <summary>Decodes a section and writes the block's output.</summary>
    /// <param name="padded">Begins with the section; padded for bit streams.</param>
    /// <param name="length">Bytes of the section.</param>
    /// <param name="literals">The literals of the block.</param>
    /// <param name="output">Earlier output, then room.</param>
    /// <param name="start">Where the block's output begins.</param>
    /// <param name="end">Where it must end at the latest.</param>
    /// <returns>Bytes written.</returns>
    /// <exception cref="InvalidDataException">The section is broken.</exception>
    public int Decode(
        ReadOnlySpan<byte> padded, int length, ReadOnlySpan<byte> literals, byte[] output, int start, int end)
    {
        var count = Count(padded, length, out var used);
        var writer = new MatchWriter(output, start, end, literals);
        if (count > 0)
        {
            ReadTables(padded, length, ref used);
            Execute(new BackwardBits(padded[used..], length - used), count, ref writer);
        }
        return writer.Finish() - start;
    }

    private void Execute(BackwardBits bits, int count, ref MatchWriter writer)
    {
        var (lengths, matches, offsets) = (_literalLengths!, _matchLengths!, _offsets!);
        var lengthState = (int)bits.Read(lengths.Log);
        var offsetState = (int)bits.Read(offsets.Log);
        var matchState = (int)bits.Read(matches.Log);
        while (count-- > 0)
        {
            var lengthCell = lengths[lengthState];
            var offsetCell = offsets[offsetState];
            var matchCell = matches[matchState];
            if (offsetCell.Symbol > 31)
                throw Broken();
            var offset = (1L << offsetCell.Symbol) + (long)bits.Read(offsetCell.Symbol);
            var (matchBase, matchBits) = SequenceCodes.MatchLengths[matchCell.Symbol];
            var match = matchBase + (int)bits.Read(matchBits);
            var (lengthBase, lengthBits) = SequenceCodes.LiteralLengths[lengthCell.Symbol];
            var literalLength = lengthBase + (int)bits.Read(lengthBits);
            writer.Copy(literalLength, match, Offset(offset, literalLength));
            if (count == 0)
                break;
            lengthState = lengthCell.Base + (int)bits.Read(lengthCell.Bits);
            matchState = matchCell.Base + (int)bits.Read(matchCell.Bits);
            offsetState = offsetCell.Base + (int)bits.Read(offsetCell.Bits);
        }
        if (bits.Left != 0)
            throw Broken();
    }

    /// <summary>The distance of a match: a new one, or one of the last three, which then comes first.</summary>
    private int Offset(long value, int literalLength)
    {
        var (first, second, third) = _repeat;
        var index = value > 3 ? 4 : value - 1 + (literalLength == 0 ? 1 : 0);
        _repeat = index switch
        {
            0 => _repeat,
            1 => (second, first, third),
            2 => (third, first, second),
            3 => (first - 1, first, second),
            _ => value - 3 <= int.MaxValue ? ((int)(value - 3), first, second) : throw Broken(),
        };
        return _repeat.First;
    }

    private void ReadTables(ReadOnlySpan<byte> padded, int length, ref int used)
    {
        if (used >= length)
            throw Broken();
        var modes = padded[used++];
        var section = padded[..length];
        _literalLengths = ReadTable(
            section, modes >> 6, SequenceCodes.DefaultLiteralLengths, _literalLengths, 9, 36, ref used);
        _offsets = ReadTable(section, (modes >> 4) & 3, SequenceCodes.DefaultOffsets, _offsets, 8, 32, ref used);
        _matchLengths = ReadTable(
            section, (modes >> 2) & 3, SequenceCodes.DefaultMatchLengths, _matchLengths, 9, 53, ref used);
    }

    private static FseTable ReadTable(
        ReadOnlySpan<byte> section, int mode, FseTable standard, FseTable? last, int logMax, int symbols, ref int used)
    {
        switch (mode)
        {
            case 0:
                return standard;
            case 1:
                if (used >= section.Length || section[used] >= symbols)
                    throw Broken();
                return FseTable.Single(section[used++]);
            case 2:
                var table = FseTable.Read(section[used..], logMax, symbols, out var described);
                used += described;
                return table;
            default:
                return last ?? throw Broken();
        }
    }

    private static int Count(ReadOnlySpan<byte> bytes, int length, out int used)
    {
        var first = length > 0 ? bytes[0] : throw Broken();
        used = first switch { < 128 => 1, < 255 => 2, _ => 3 };
        if (used > length)
            throw Broken();
        return used switch
        {
            1 => first,
            2 => ((first - 128) << 8) + bytes[1],
            _ => bytes[1] + (bytes[2] << 8) + 0x7F00,
        };
    }

    private static InvalidDataException Broken() => new("found a broken Zstandard sequences section");
}
