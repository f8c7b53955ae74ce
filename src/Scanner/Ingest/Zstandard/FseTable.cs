using System.Numerics;

namespace Scanner.Ingest.Zstandard;

/// <summary>A table of finite state entropy coding (RFC 8878, section 4.1).</summary>
internal sealed class FseTable
{
    private readonly Cell[] _cells;

    private FseTable(Cell[] cells, int log)
    {
        _cells = cells;
        Log = log;
    }

    /// <summary>Bits of a state.</summary>
    public int Log { get; }

    /// <summary>What a state stands for, and how to the next one.</summary>
    public ref readonly Cell this[int state] => ref _cells[state];

    /// <summary>A table of one symbol, which takes no bits.</summary>
    public static FseTable Single(byte symbol) => new([new Cell(symbol, 0, 0)], 0);

    /// <summary>A table of a distribution; −1 stands for "less than one".</summary>
    public static FseTable Of(ReadOnlySpan<short> probabilities, int log)
    {
        var size = 1 << log;
        var symbols = new byte[size];
        var next = new int[probabilities.Length];
        var high = size;
        for (var symbol = 0; symbol < probabilities.Length; symbol++)
        {
            next[symbol] = Math.Abs((int)probabilities[symbol]);
            if (probabilities[symbol] < 0)
                symbols[--high] = (byte)symbol;
        }

        var position = 0;
        for (var symbol = 0; symbol < probabilities.Length; symbol++)
            for (var i = 0; i < probabilities[symbol]; i++)
            {
                symbols[position] = (byte)symbol;
                do
                    position = (position + (size >> 1) + (size >> 3) + 3) & (size - 1);
                while (position >= high);
            }

        var cells = new Cell[size];
        for (var state = 0; state < size; state++)
        {
            var nextState = next[symbols[state]]++;
            var bits = log - BitOperations.Log2((uint)nextState);
            cells[state] = new Cell(symbols[state], (byte)bits, (ushort)((nextState << bits) - size));
        }
        return new(cells, log);
    }

    /// <summary>Reads the description of a table.</summary>
    /// <param name="bytes">Begins with the description.</param>
    /// <param name="logMax">Most bits of a state.</param>
    /// <param name="symbolsMax">Most symbols.</param>
    /// <param name="used">Bytes of the description.</param>
    /// <exception cref="InvalidDataException">The description is broken.</exception>
    public static FseTable Read(ReadOnlySpan<byte> bytes, int logMax, int symbolsMax, out int used)
    {
        var position = 4;
        var log = (bytes.IsEmpty ? 15 : bytes[0] & 15) + 5;
        if (log > logMax)
            throw Broken();
        Span<short> probabilities = stackalloc short[256];
        var symbol = 0;
        for (var remaining = 1 << log; remaining > 0;)
        {
            if (symbol >= symbolsMax)
                throw Broken();
            var probability = Probability(bytes, remaining, ref position);
            remaining -= Math.Abs(probability);
            probabilities[symbol++] = (short)probability;
            if (probability != 0)
                continue;
            int zeros;
            do
            {
                zeros = Bits(bytes, position, 2);
                position += 2;
                symbol += zeros;
            }
            while (zeros == 3 && symbol < symbolsMax);
        }

        used = (position + 7) / 8;
        return used <= bytes.Length && symbol <= symbolsMax ? Of(probabilities[..symbol], log) : throw Broken();
    }

    /// <summary>
    /// A number from 0 to remaining + 1 in as few bits as it needs, less one: the low ones save a bit.
    /// </summary>
    private static int Probability(ReadOnlySpan<byte> bytes, int remaining, ref int position)
    {
        var bits = BitOperations.Log2((uint)remaining + 1) + 1;
        var value = Bits(bytes, position, bits);
        var low = (1 << (bits - 1)) - 1;
        var threshold = (1 << bits) - 1 - (remaining + 1);
        if ((value & low) < threshold)
        {
            position += bits - 1;
            return (value & low) - 1;
        }
        position += bits;
        return (value > low ? value - threshold : value) - 1;
    }

    private static int Bits(ReadOnlySpan<byte> bytes, int position, int count)
    {
        var value = 0;
        for (var bit = 0; bit < count; bit++)
        {
            var at = position + bit;
            if (at / 8 < bytes.Length)
                value |= ((bytes[at / 8] >> (at % 8)) & 1) << bit;
        }
        return value;
    }

    private static InvalidDataException Broken() => new("found a broken Zstandard table");

    /// <summary>What a state stands for, and how to the next one.</summary>
    /// <param name="Symbol">The symbol.</param>
    /// <param name="Bits">Bits to read for the next state.</param>
    /// <param name="Base">What to add to them.</param>
    internal readonly record struct Cell(byte Symbol, byte Bits, ushort Base);
}
