using Scanner.Embed;
using Scanner.Join.Devices;
using Scanner.Runs;

namespace Scanner.Join;

/// <summary>Options of <c>scan pairs</c>.</summary>
/// <param name="Vectors">A <c>.npy</c> file, [rows × dim] float16 or float32; every row of unit length, or
/// zero.</param>
/// <param name="Output">Parquet file to write, replaced where it exists.</param>
/// <param name="Threshold">Least cosine similarity of a pair, in (0, 1].</param>
public sealed record PairExportOptions(string Vectors, string Output, float Threshold)
{
    /// <summary>
    /// Neighbours stored for a row at most; null for all pairs, up to <see cref="Limits.PairsKeptMax"/>.
    /// </summary>
    public int? Cap { get; init; }

    /// <summary>
    /// A name of <see cref="JoinBackends"/> or <see cref="DeviceKernels"/>; null for the best that this machine runs.
    /// </summary>
    public string? Backend { get; init; }

    /// <summary>Where to join, as <see cref="DeviceChoice.Parse"/> reads it.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>The GPUs that the program can join on.</summary>
    public IJoinDevices Devices { get; init; } = NoJoinDevices.OfLibrary;

    /// <summary>Told in a sentence what the user should know: which device is not used, and why.</summary>
    public Action<string> Say { get; init; } = _ => { };

    /// <summary>Threads, at least 1. Never changes a result.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}

/// <summary>What <c>scan pairs</c> found and took.</summary>
/// <param name="Rows">Rows joined.</param>
/// <param name="Pairs">Pairs at or above the threshold.</param>
/// <param name="PairsStored">Pairs in the file: all, unless a cap was given.</param>
/// <param name="JoinSeconds">Seconds of the join itself, without reading and writing files.</param>
/// <param name="Backend">The backend that ran.</param>
/// <param name="GigaflopsPerSecond">10^9 multiplications and additions a second: rows² × dim ÷ seconds.</param>
public sealed record PairExportSummary(
    int Rows, long Pairs, long PairsStored, double JoinSeconds, string Backend, double GigaflopsPerSecond);

/// <summary>All similar pairs of anyone's vectors: <c>scan pairs V.npy --threshold T --out pairs.parquet</c>.</summary>
public static class PairExport
{
    /// <summary>
    /// Joins the file's rows and writes their pairs (<c>left, right, similarity</c>, left below right, sorted).
    /// </summary>
    /// <exception cref="ScanException">A file cannot be read or written, an option is out of range, or a row is neither
    /// unit nor zero.</exception>
    public static PairExportSummary Run(
        PairExportOptions options, Action<long, long>? onTile = null, CancellationToken cancellation = default)
    {
        var settings = new JoinSettings(options.Threshold)
        {
            Cap = options.Cap ?? Limits.NeighborsStored,
            KeepAllPairs = options.Cap is null,
            Backend = options.Backend,
            Device = DeviceChoice.Parse(options.Device),
            Devices = options.Devices,
            Say = options.Say,
            Threads = options.Threads,
        };
        settings.Check();
        JoinBackends.Check(options.Backend);
        var output = PairFile.Check(options.Output);

        using var vectors = VectorFile.Open(options.Vectors);
        var result = Joiner.SelfJoin(RowSource.Of(vectors, options.Vectors), settings, onTile, cancellation);
        PairFile.Publish(result.Pairs, "left", "right", output, options.Threads);
        return new PairExportSummary(
            vectors.Rows, result.PairCount, result.Pairs.Length, result.Work.Seconds, result.Work.Backend,
            result.Work.GigaflopsPerSecond);
    }
}
