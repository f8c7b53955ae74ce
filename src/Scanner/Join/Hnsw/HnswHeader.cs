using System.Runtime.InteropServices;
using Scanner.Runs;

namespace Scanner.Join.Hnsw;

/// <summary>
/// The first 64 bytes of a saved index, little-endian. Behind them lie the columns, each from a multiple of 64 bytes
/// on: upper bytes, lower bytes, steps, links of the lowest layer, places, links above, removed rows.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 8, Size = Size)]
internal struct HnswHeader
{
    /// <summary>Bytes of a header, and what columns are aligned to.</summary>
    public const int Size = 64;

    /// <summary>"SCANHNSW" in ASCII.</summary>
    public const ulong MagicNumber = 0x5753_4E48_4E41_4353;

    private const int VersionNumber = 1;

    /// <summary>Says what the file is.</summary>
    public ulong Magic;

    /// <summary>Version of the layout.</summary>
    public int Version;

    /// <summary>Length of a row.</summary>
    public int Dim;

    /// <summary>See <see cref="HnswOptions.M"/>.</summary>
    public int M;

    /// <summary>See <see cref="HnswOptions.EfConstruction"/>.</summary>
    public int EfConstruction;

    /// <summary>Rows ever added.</summary>
    public int Rows;

    /// <summary>Where walks begin.</summary>
    public int Entry;

    /// <summary>The entry's highest layer.</summary>
    public int TopLayer;

    /// <summary>Links above the lowest layer.</summary>
    public long HigherLinks;

    /// <summary>The header of an index.</summary>
    public static HnswHeader Of(HnswIndex index) => new()
    {
        Magic = MagicNumber,
        Version = VersionNumber,
        Dim = index.Dim,
        M = index.Options.M,
        EfConstruction = index.Options.EfConstruction,
        Rows = index.Rows,
        Entry = index.Graph.Entry,
        TopLayer = index.Graph.TopLayer,
        HigherLinks = index.Graph.Higher.Count,
    };

    /// <summary>Refuses what is no index of this version, or one that is cut off or damaged.</summary>
    /// <exception cref="ScanException">Names the file, what it holds and what to do.</exception>
    public readonly void Check(string path, long bytes)
    {
        if (Magic != MagicNumber)
            throw new ScanException($"{path}: found no index, expected one that scan index has built.");
        if (Version != VersionNumber)
        {
            throw new ScanException(
                $"{path}: found an index of version {Version}, expected {VersionNumber}. Build it again.");
        }

        bool isSound = Dim is >= 1 and <= Limits.VectorDimMax && M is >= 2 and <= Limits.HnswLinksMax
            && EfConstruction >= M && Rows is >= 0 and < Limits.TextsMax && Entry >= HnswGraph.None && Entry < Rows
            && TopLayer is >= HnswGraph.None and <= HnswGraph.LayerMax && HigherLinks >= 0
            && (Entry == HnswGraph.None) == (TopLayer == HnswGraph.None);
        if (!isSound)
            throw new ScanException($"{path}: the header of the index is damaged. Build it again.");
        long expected = HnswFile.Places(this)[^1];
        if (bytes != expected)
        {
            throw new ScanException($"{path}: found {bytes:N0} bytes, expected {expected:N0} for {Rows:N0} rows of "
                + $"length {Dim}. The file is cut off: copy it again, or build it again.");
        }
    }
}
