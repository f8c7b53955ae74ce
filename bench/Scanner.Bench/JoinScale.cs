using System.Globalization;
using System.Text.Json;
using Scanner.Join;
using Scanner.Runs;

namespace Scanner.Bench;

/// <summary>
/// The whole join at size: <c>join [--rows N] [--dim D] [--threads T] [--backend NAME] [--family N] [--share S]
/// [--record FILE] [--keep V.npy]</c>. Checked against the reference first, then timed.
/// </summary>
internal static class JoinScale
{
    private const float Threshold = 0.8f;

    public static int Run(string[] args)
    {
        var given = new Arguments(args);
        int rows = given.Number("rows", 20_000), dim = given.Number("dim", 256);
        int threads = given.Number("threads", Environment.ProcessorCount), family = given.Number("family", 50);
        double share = double.Parse(given["share"] ?? "0.2", CultureInfo.InvariantCulture);
        var settings = new JoinSettings(Threshold) { Threads = threads, Backend = given["backend"] };

        var path = given["keep"] ?? Path.GetTempFileName();
        VectorFile.Write(path, SampleVectors.Make(rows, dim, family, share), dim);
        GC.Collect();

        using var vectors = VectorFile.Open(path);
        Check(vectors, settings);
        double busyBefore = Machine.ProcessorSeconds();
        var result = Joiner.SelfJoin(RowSource.Of(vectors, path), settings);
        double busySeconds = Machine.ProcessorSeconds() - busyBefore;
        if (given["keep"] is null) File.Delete(path);

        given.Tell(JsonSerializer.Serialize(new
        {
            bench = "join",
            command = given.Command("join"),
            backend = result.Work.Backend,
            rows,
            dim,
            threads,
            seconds = Math.Round(result.Work.Seconds, 2),
            gflops = Math.Round(result.Work.GigaflopsPerSecond, 1),
            core_seconds = Math.Round(busySeconds, 2),
            gflops_per_core = Math.Round(result.Work.Gigaflops / busySeconds, 1),
            pairs = result.PairCount,
            stored = result.Pairs.Length,
            components = result.CountComponents(),
            checksum = JoinChecksum.Of(result),
            peak_mib = Machine.PeakBytes() >> 20,
            commit = Machine.Commit(),
            machine = Machine.Describe(),
            date = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        }));
        return 0;
    }

    // The first rows of the matrix, joined by the backend and by the reference, must have the same pairs but at the
    // threshold.
    private static void Check(VectorMatrix vectors, JoinSettings settings)
    {
        const int Rows = 2000;
        var first = new float[Math.Min(Rows, vectors.Rows) * vectors.Dim];
        vectors.CopyRows(0, first.Length / vectors.Dim, first);
        var source = RowSource.Of(first, vectors.Dim);
        var all = settings with { KeepAllPairs = true };
        var found = Joiner.SelfJoin(source, all).Pairs;
        var expected = Joiner.SelfJoin(source, all with { Backend = "reference" }).Pairs;
        if (expected.Length == 0 || !Sure(found).SetEquals(Sure(expected)))
            throw new InvalidOperationException($"{found.Length} pairs, the reference has {expected.Length}");

        static HashSet<(int, int)> Sure(SimilarPair[] pairs) =>
            [.. pairs.Where(pair => pair.Similarity >= Threshold + 1e-5f).Select(pair => (pair.Left, pair.Right))];
    }
}
