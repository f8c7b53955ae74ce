using Scanner.Runs;

namespace Scanner.Join;

/// <summary>How to join.</summary>
/// <param name="Threshold">Least cosine similarity of a pair, in (0, 1].</param>
public sealed record JoinSettings(float Threshold)
{
    /// <summary>Neighbours stored for a row at most; the most similar, among equals the lower rows.</summary>
    public int Cap { get; init; } = Limits.NeighborsStored;

    /// <summary>Stores every pair, up to <see cref="PairsKeptMax"/>, whatever the cap. Self-join only.</summary>
    public bool KeepAllPairs { get; init; }

    /// <summary>Pairs stored at most where all are kept.</summary>
    public long PairsKeptMax { get; init; } = Limits.PairsKeptMax;

    /// <summary>A name of <see cref="JoinBackends"/>; null for the best that this machine runs.</summary>
    public string? Backend { get; init; }

    /// <summary>Rows of a tile; null for what suits the backend. Never changes a result.</summary>
    public int? TileRows { get; init; }

    /// <summary>
    /// Bytes of packed rows held at a time; a larger matrix is joined by bands. Never changes a result.
    /// </summary>
    public long PackedBytesMax { get; init; } = Limits.PackedBytesMax;

    /// <summary>Threads, at least 1. Never changes a result.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Refuses what cannot be meant.</summary>
    /// <exception cref="ScanException">Names the option, what was found and what is expected.</exception>
    internal void Check()
    {
        if (!(Threshold > 0 && Threshold <= 1))
        {
            throw new ScanException(
                $"--threshold {Threshold}: expected a cosine similarity above 0 and at most 1, such as 0.8.");
        }

        if (Cap is < 1 or > Limits.NeighborsStoredMax)
            throw new ScanException($"--cap {Cap}: expected 1 to {Limits.NeighborsStoredMax} neighbours for a row.");

        ArgumentOutOfRangeException.ThrowIfLessThan(Threads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(TileRows ?? 1, 1);
    }
}
