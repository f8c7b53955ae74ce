using System.Globalization;
using System.Text.Json;
using Scanner.Join;
using Scanner.Runs;

namespace Scanner.Bench;

/// <summary>
/// The join beside what others would use, on the same vectors in the same run: <c>peers --vectors V.npy
/// [--rows N,...] [--threads T] [--repeat R] [--record FILE]</c>. Turn and turn about, medians, ratios of core-seconds.
/// </summary>
internal static class PeerTable
{
    private const float Threshold = 0.8f;

    private const int WarmRows = 10_000, WarmJoins = 20;

    public static int Run(string[] args)
    {
        var given = new Arguments(args);
        string file = given["vectors"] ?? throw new ArgumentException("--vectors V.npy");
        int threads = given.Number("threads", Environment.ProcessorCount), repeat = given.Number("repeat", 5);
        double peak = Int8Peak.GigaopsPerSecond();
        Console.WriteLine($"# {Machine.Describe()}, commit {Machine.Commit()}, {threads} threads, int8 peak of a core "
            + $"{peak:0} GOP/s");
        Console.WriteLine($"{"rows × dim",-14} {"engine",-22} {"seconds",8} {"core-s",8} {"times",6} {"pairs",10}");

        // Joins that nobody times: .NET compiles while it runs, and the peers came compiled.
        for (int i = 0; i < WarmJoins; i++) Ours(file, WarmRows, threads);
        foreach (int rows in (given["rows"] ?? "20000,50000,100000,200000").Split(',').Select(int.Parse))
        {
            var times = new Dictionary<string, List<Time>>();
            int dim = 0;
            for (int i = 0; i < repeat; i++)
            {
                (dim, var ours) = Ours(file, rows, threads);
                Keep(times, "Scanner " + ours.Backend, ours.Time);
                foreach (var said in Peer.Run("join.py", threads, file, $"{rows}"))
                {
                    if (said["pairs"] is not { } pairs) continue;
                    Keep(times, said["peer"]!.GetValue<string>(), new Time(
                        said["seconds"]!.GetValue<double>(), said["core_seconds"]!.GetValue<double>(),
                        pairs.GetValue<long>()));
                }
            }

            Tell(given, times, rows, dim, threads, peak);
        }

        return 0;
    }

    private static void Tell(
        Arguments given, Dictionary<string, List<Time>> times, int rows, int dim, int threads, double peak)
    {
        double own = 0;
        foreach (var (engine, all) in times)
        {
            double seconds = Median(all.Select(time => time.Seconds)), busy = Median(all.Select(time => time.Busy));
            if (own == 0) own = busy;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{$"{rows} × {dim}",-14} {engine,-22} {seconds,8:0.00} {busy,8:0.00} {busy / own,6:0.0} ")
                + $"{all[0].Pairs,10}");
            if (given["record"] is not { } file) continue;

            double perCore = (double)rows * rows * dim / busy / 1e9;
            File.AppendAllText(file, JsonSerializer.Serialize(new
            {
                bench = "join-peers",
                engine,
                rows,
                dim,
                threads,
                repeat = all.Count,
                seconds = Math.Round(seconds, 2),
                core_seconds = Math.Round(busy, 2),
                times_scanner = Math.Round(busy / own, 2),
                gigaops_per_core = Math.Round(perCore, 1),
                share_of_int8_peak = peak == 0 ? (double?)null : Math.Round(perCore / peak, 3),
                pairs = all[0].Pairs,
                command = given.Command("peers"),
                commit = Machine.Commit(),
                machine = Machine.Describe(),
                date = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            }) + "\n");
        }
    }

    private static (int Dim, (string Backend, Time Time) Found) Ours(string file, int rows, int threads)
    {
        using var vectors = VectorFile.Open(file);
        var source = RowSource.Of(vectors, file) with { Rows = Math.Min(rows, vectors.Rows) };
        double before = Machine.ProcessorSeconds();
        var result = Joiner.SelfJoin(source, new JoinSettings(Threshold) { Threads = threads });
        double busy = Machine.ProcessorSeconds() - before;
        return (vectors.Dim, (result.Work.Backend, new Time(result.Work.Seconds, busy, result.PairCount)));
    }

    private static void Keep(Dictionary<string, List<Time>> times, string engine, Time time)
    {
        if (!times.TryGetValue(engine, out var all)) times[engine] = all = [];
        if (all.Count > 0 && all[0].Pairs != time.Pairs)
            throw new InvalidOperationException($"{engine}: {time.Pairs} pairs, and {all[0].Pairs} before");
        all.Add(time);
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    private readonly record struct Time(double Seconds, double Busy, long Pairs);
}
