using System.Text.Json.Serialization;
using Scanner.Embed;
using Scanner.Join.Devices;
using Scanner.Runs;

namespace Scanner.Join;

/// <summary>
/// Options of the Join stage. The backend's name counts as one that changes results: backends may differ in the last
/// bits of a similarity, hence in pairs within 1e-5 of the threshold. Left to choose (null), machines count as equal.
/// </summary>
public sealed record JoinOptions
{
    /// <summary>Least cosine similarity of a pair, in (0, 1]; null for the model's own.</summary>
    public float? Threshold { get; init; }

    /// <summary>Neighbours stored for a row at most.</summary>
    public int Cap { get; init; } = Limits.NeighborsStored;

    /// <summary>Stores every pair, up to <see cref="Limits.PairsKeptMax"/>, whatever the cap.</summary>
    public bool KeepAllPairs { get; init; }

    /// <summary>
    /// A name of <see cref="JoinBackends"/> or <see cref="DeviceKernels"/>; null for the best that this machine runs.
    /// </summary>
    public string? Backend { get; init; }

    /// <summary>Where to join, as <see cref="DeviceChoice.Parse"/> reads it.</summary>
    [JsonIgnore]
    public string Device { get; init; } = "auto";

    /// <summary>The GPUs that the program can join on.</summary>
    [JsonIgnore]
    public IJoinDevices Devices { get; init; } = NoJoinDevices.OfLibrary;

    /// <summary>Rows of a tile; null for what suits the backend. Never changes a result.</summary>
    [JsonIgnore]
    public int? TileRows { get; init; }

    /// <summary>Bytes of packed vectors held at a time. Never changes a result.</summary>
    [JsonIgnore]
    public long PackedBytesMax { get; init; } = Limits.PackedBytesMax;

    /// <summary>The settings of the core.</summary>
    internal JoinSettings ToSettings(float threshold, int threads, JoinCheckpoint checkpoint, Action<string> say) =>
        new(threshold)
        {
            Cap = Cap,
            KeepAllPairs = KeepAllPairs,
            Backend = Backend,
            Device = DeviceChoice.Parse(Device),
            Devices = Devices,
            Checkpoint = checkpoint,
            Say = say,
            TileRows = TileRows,
            PackedBytesMax = PackedBytesMax,
            Threads = threads,
        };
}
