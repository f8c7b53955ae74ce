using Scanner.Embed;
using Scanner.Join.Devices;
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

    /// <summary>
    /// A name of <see cref="JoinBackends"/> or <see cref="DeviceKernels"/>; null for the best that this machine runs.
    /// </summary>
    public string? Backend { get; init; }

    /// <summary>Where to join; <c>auto</c> takes GPUs for joins that are worth it.</summary>
    public DeviceChoice Device { get; init; } = DeviceChoice.Auto;

    /// <summary>The GPUs that there are.</summary>
    public IJoinDevices Devices { get; init; } = NoJoinDevices.OfLibrary;

    /// <summary>Work in 10^9 operations from which on <c>auto</c> takes a GPU.</summary>
    public double AutoGigaflopsMin { get; init; } = Limits.AutoGigaflopsMin;

    /// <summary>
    /// Bytes of rows held on each device; a larger matrix is joined by bands. Never changes a result.
    /// </summary>
    public long DeviceBytesMax { get; init; } = long.MaxValue;

    /// <summary>Where a self-join keeps what it has found so far; null where it does not.</summary>
    public JoinCheckpoint? Checkpoint { get; init; }

    /// <summary>Told in a sentence what the user should know: which device is not used, and why.</summary>
    public Action<string> Say { get; init; } = _ => { };

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
