using System.Numerics;

namespace Scanner.Ingest.Zstandard;

/// <summary>A Huffman table of literals (RFC 8878, section 4.2).</summary>
internal sealed class HuffmanTable
{
    // Codes have at most 11 bits.
    private const int BitsMax = 11;

    private readonly ushort[] _cells;
    private readonly int _bits;

    private HuffmanTable(ushort[] cells, int bits)
    {
        _cells = cells;
        _bits = bits;
    }

    /// <summary>Reads the description of a table.</summary>
    /// <param name="bytes">Begins with the description; padded for bit streams.</param>
    /// <param name="length">Bytes without the padding.</param>
    /// <param name="used">Bytes of the description.</param>
    /// <exception cref="InvalidDataException">The description is broken.</exception>
    public static HuffmanTable Read(ReadOnlySpan<byte> bytes, int length, out int used)
    {
        Span<byte> weights = stackalloc byte[256];
        var header = length > 0 ? bytes[0] : throw Broken();
        int count;
        if (header >= 128)
        {
            count = header - 127;
            used = 1 + ((count + 1) / 2);
            if (used > length)
                throw Broken();
            for (var i = 0; i < count; i++)
                weights[i] = (byte)(i % 2 == 0 ? bytes[1 + (i / 2)] >> 4 : bytes[1 + (i / 2)] & 15);
        }
        else
        {
            used = 1 + header;
            if (used > length)
                throw Broken();
            count = ReadWeights(bytes.Slice(1, header), weights);
        }
        return Of(weights, count);
    }

    /// <summary>Decodes a stream that fills the output exactly.</summary>
    /// <exception cref="InvalidDataException">The stream is too short or too long.</exception>
    public void Decode(ReadOnlySpan<byte> padded, int length, Span<byte> output)
    {
        var bits = new BackwardBits(padded, length);
        for (var i = 0; i < output.Length; i++)
        {
            var cell = _cells[(int)bits.Peek(_bits)];
            output[i] = (byte)cell;
            bits.Skip(cell >> 8);
        }
        if (bits.Left != 0)
            throw Broken();
    }

    private static int ReadWeights(ReadOnlySpan<byte> bytes, Span<byte> weights)
    {
        var table = FseTable.Read(bytes, logMax: 6, symbolsMax: BitsMax + 2, out var used);
        Span<byte> padded = stackalloc byte[128 + BackwardBits.Padding];
        padded.Clear();
        bytes[used..].CopyTo(padded);
        var bits = new BackwardBits(padded, bytes.Length - used);
        var even = (int)bits.Read(table.Log);
        var odd = (int)bits.Read(table.Log);
        var count = 0;
        while (true)
        {
            if (count > 253)
                throw Broken();
            weights[count++] = table[even].Symbol;
            (even, odd) = (odd, table[even].Base + (int)bits.Read(table[even].Bits));
            if (bits.Left >= 0)
                continue;
            // The state that came last has no bits left to move on, so the other one's symbol is the last.
            weights[count++] = table[even].Symbol;
            return count;
        }
    }

    private static HuffmanTable Of(Span<byte> weights, int count)
    {
        var sum = 0;
        foreach (var weight in weights[..count])
            sum += weight > BitsMax ? throw Broken() : weight == 0 ? 0 : 1 << (weight - 1);
        if (sum == 0)
            throw Broken();
        var bits = BitOperations.Log2((uint)sum) + 1;
        var left = (1 << bits) - sum;
        if (bits > BitsMax || !BitOperations.IsPow2(left))
            throw Broken();
        weights[count++] = (byte)(BitOperations.Log2((uint)left) + 1);

        var cells = new ushort[1 << bits];
        var position = 0;
        for (var weight = 1; weight <= bits; weight++)
            for (var symbol = 0; symbol < count; symbol++)
                if (weights[symbol] == weight)
                {
                    cells.AsSpan(position, 1 << (weight - 1)).Fill((ushort)(((bits + 1 - weight) << 8) | symbol));
                    position += 1 << (weight - 1);
                }
        return new(cells, bits);
    }

    private static InvalidDataException Broken() => new("found a broken Zstandard Huffman table or stream");
}
