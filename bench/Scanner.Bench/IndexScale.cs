using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Scanner.Join;
using Scanner.Join.Hnsw;
using Scanner.Runs;

namespace Scanner.Bench;

/// <summary>
/// The HNSW index at size: <c>index --vectors V.npy [--rows N] [--queries Q] [--threads T] [--m M]
/// [--ef-construction E] [--ef E,...] [--peer no] [--record FILE]</c>. The first rows are the history, the next ones
/// ask for their ten nearest. Every speed stands beside its recall against all rows compared in float32; hnswlib runs
/// behind it on the same vectors.
/// </summary>
internal static class IndexScale
{
    private const int Top = 10;

    public static int Run(string[] args)
    {
        var given = new Arguments(args);
        using var vectors = VectorFile.Open(given["vectors"] ?? throw new ArgumentException("--vectors V.npy"));
        int rows = given.Number("rows", 200_000), queries = given.Number("queries", 2_000);
        int threads = given.Number("threads", Environment.ProcessorCount);
        var options = new HnswOptions
        {
            M = given.Number("m", 16),
            EfConstruction = given.Number("ef-construction", 200),
        };
        var history = Part(vectors, 0, rows);
        var asked = Part(vectors, rows, queries);
        float[] least = Least(history, asked, threads);

        using var index = new HnswIndex(vectors.Dim, options);
        double busyBefore = Machine.ProcessorSeconds();
        var clock = Stopwatch.StartNew();
        index.Add(history, threads);
        double seconds = clock.Elapsed.TotalSeconds, busy = Machine.ProcessorSeconds() - busyBefore;
        Tell(given, new
        {
            bench = "index-build",
            rows,
            dim = vectors.Dim,
            threads,
            m = options.M,
            ef_construction = options.EfConstruction,
            seconds = Math.Round(seconds, 1),
            rows_per_second = Math.Round(rows / seconds),
            rows_per_core_second = Math.Round(rows / busy),
            mib = index.Bytes >> 20,
        });
        string efs = given["ef"] ?? "64,128,200,250,300,400";

        // Compiled well before it is timed.
        for (int i = 0; i < 3; i++) index.Search(asked, Top, 64, threads);
        foreach (int ef in efs.Split(',').Select(int.Parse))
        {
            busyBefore = Machine.ProcessorSeconds();
            var matches = index.Search(asked, Top, ef, threads);
            busy = Machine.ProcessorSeconds() - busyBefore;
            Tell(given, new
            {
                bench = "index-search",
                rows,
                dim = vectors.Dim,
                threads,
                ef,
                recall = Math.Round(Recall(matches, least), 4),
                queries_per_second = Math.Round(queries / matches.Seconds),
                queries_per_core_second = Math.Round(queries / busy),
            });
        }

        if (given["peer"] == "no") return 0;
        foreach (var said in Peer.Run(
            "index.py", threads, given["vectors"]!, $"{rows}", $"{queries}", $"{threads}", efs))
        {
            Tell(given, said.AsObject());
        }

        return 0;
    }

    private static void Tell(Arguments given, object figures)
    {
        var record = JsonSerializer.SerializeToNode(figures)!.AsObject();
        record["command"] = given.Command("index");
        record["commit"] = Machine.Commit();
        record["machine"] = Machine.Describe();
        record["date"] = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        given.Tell(record.ToJsonString());
    }

    private static RowSource Part(VectorMatrix vectors, int first, int rows) => new(
        "vectors", rows, vectors.Dim, (row, count, values) => vectors.CopyRows(first + row, count, values));

    // The similarity of every query's tenth neighbour, from all products in float32.
    private static float[] Least(RowSource history, RowSource asked, int threads)
    {
        var joined = Joiner.JoinHistory(
            asked, history, new JoinSettings(0.05f) { Cap = Top, Threads = threads, Backend = "simd" });
        var least = new float[asked.Rows];
        foreach (var pair in joined.Pairs.GroupBy(pair => pair.Left))
            least[pair.Key] = pair.Count() < Top ? 0 : pair.Min(one => one.Similarity);
        return least;
    }

    private static double Recall(HnswMatches matches, float[] least)
    {
        int good = 0, all = 0;
        for (int query = 0; query < least.Length; query++)
        {
            if (least[query] == 0) continue;
            all += Top;
            for (int k = 0; k < Top; k++)
                if (matches.Similarities[query * Top + k] >= least[query] - 1e-5f) good++;
        }

        return (double)good / all;
    }
}
