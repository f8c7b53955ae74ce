using System.Numerics;
using Scanner.Runs;

namespace Scanner.Join.Hnsw;

/// <summary>
/// The links of an index in flat arrays. A row's layers follow from its number, so that the graph is the same however
/// many threads build it.
/// </summary>
internal sealed unsafe class HnswGraph(int m) : IDisposable
{
    /// <summary>Behind the last link of a list that is not full.</summary>
    public const int None = -1;

    /// <summary>The highest layer: with M = 2, one row in 65,536 would go beyond.</summary>
    public const int LayerMax = 15;

    private const int BitsLog2 = 6;

    /// <summary>Links of a row on the layers above the lowest; there twice as many.</summary>
    public int M { get; } = m;

    /// <summary>[rows × 2 M] links of the lowest layer.</summary>
    public Column<int> Lowest { get; } = new();

    /// <summary>[rows] the first block of a row in <see cref="Higher"/>, one a layer; None for most rows.</summary>
    public Column<int> Places { get; } = new();

    /// <summary>[blocks × M] links of the layers above.</summary>
    public Column<int> Higher { get; } = new();

    /// <summary>[rows ÷ 64] bits of removed rows: walked over, never found.</summary>
    public Column<ulong> Removed { get; } = new();

    /// <summary>How many rows are removed.</summary>
    public int RemovedCount { get; private set; }

    /// <summary>Where walks begin; None in an empty graph.</summary>
    public int Entry { get; set; } = None;

    /// <summary>The highest layer of the entry.</summary>
    public int TopLayer { get; set; } = None;

    /// <summary>
    /// The highest layer of a row: floor(-ln(u) ÷ ln(M)), where u is drawn from (0, 1] by the row's number.
    /// </summary>
    public int LayerOf(int row)
    {
        // The finaliser of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
        ulong mixed = ((ulong)row + 1) * 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        mixed ^= mixed >> 31;
        double u = ((mixed >> 11) + 1) * (1.0 / (1L << 53));
        return Math.Min(LayerMax, (int)(-Math.Log(u) / Math.Log(M)));
    }

    /// <summary>Words of 64 bits that tell the removed ones of so many rows.</summary>
    public static long RemovedWords(int rows) => (rows + (1L << BitsLog2) - 1) >> BitsLog2;

    /// <summary>The links of a row on one of its layers, room for all; None behind the last.</summary>
    /// <exception cref="ScanException">A mapped file is damaged.</exception>
    public Span<int> Links(int row, int layer)
    {
        if (layer == 0) return new Span<int>(Lowest.Data + (long)row * 2 * M, 2 * M);

        long place = ((long)Places.Data[row] + layer - 1) * M;
        if (place < 0 || place + M > Higher.Count)
            throw new ScanException($"The index is damaged: row {row} has no links on layer {layer}. Build it again.");
        return new Span<int>(Higher.Data + place, M);
    }

    /// <summary>Makes room for rows, without links.</summary>
    public void Grow(int rows)
    {
        int first = (int)Places.Count;
        Lowest.Grow((long)rows * 2 * M, None);
        Places.Grow(rows, None);
        Removed.Grow(RemovedWords(rows), 0);
        long blocks = Higher.Count / M;
        for (int row = first; row < rows; row++)
        {
            int layers = LayerOf(row);
            if (layers == 0) continue;

            Places.Data[row] = checked((int)blocks);
            blocks += layers;
        }

        Higher.Grow(blocks * M, None);
    }

    /// <summary>Bytes of all columns.</summary>
    public long Bytes => Lowest.Bytes + Places.Bytes + Higher.Bytes + Removed.Bytes;

    /// <summary>Whether a row is removed.</summary>
    public bool IsRemoved(int row) => (Removed.Data[row >> BitsLog2] >> row & 1) != 0;

    /// <summary>Removes a row.</summary>
    /// <returns>Whether it was there.</returns>
    public bool Remove(int row)
    {
        if (IsRemoved(row)) return false;

        Removed.Data[row >> BitsLog2] |= 1UL << row;
        RemovedCount++;
        return true;
    }

    /// <summary>Takes what a mapped file tells of removed rows into memory, where it can be written to.</summary>
    public void OwnRemoved()
    {
        Removed.Grow(Removed.Count, 0);
        RemovedCount = 0;
        for (long word = 0; word < Removed.Count; word++)
            RemovedCount += BitOperations.PopCount(Removed.Data[word]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Lowest.Dispose();
        Places.Dispose();
        Higher.Dispose();
        Removed.Dispose();
    }
}
