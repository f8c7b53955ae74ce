using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Scanner.Bench;
using Scanner.Join;
using Scanner.Runs;

namespace Scanner.GpuBench;

/// <summary>Then timed: whole joins, and the peer on the same vectors.</summary>
internal static class GpuTimes
{
    private const float Threshold = 0.8f;

    /// <summary>
    /// Times <c>--rows N --dim D [--family N] [--share S] [--repeat R] [--kernels N] [--peer no] [--record FILE]</c>.
    /// </summary>
    public static void Run(GpuMachine gpu, Arguments given)
    {
        int rows = given.Number("rows", 1_000_000), dim = given.Number("dim", 384), repeat = given.Number("repeat", 3);
        int family = given.Number("family", 50);
        double share = double.Parse(given["share"] ?? "0.2", CultureInfo.InvariantCulture);
        using var file = new VectorsOnDisk(rows, dim, family, share);
        var peer = given["peer"] == "no" ? null : Peer(file.Path);
        foreach (var kernel in gpu.Kernels.Take(given.Number("kernels", GpuMachine.KernelsCompared)))
        {
            var runs = Enumerable.Range(0, repeat)
                .Select(_ => Time(RowSource.Of(file.Matrix, file.Path), gpu.Settings(Threshold, kernel)))
                .OrderBy(run => run.Result.Work.Seconds).ToList();
            var median = runs[runs.Count / 2];
            double flops = (double)rows * rows * dim, rate = flops / median.Result.Work.Seconds / 1e12;
            double? peak = peer?["peak_tflops"]?.GetValue<double>(), peerRate = peer?["tflops"]?.GetValue<double>();
            given.Tell(JsonSerializer.Serialize(new
            {
                bench = "gpu-join",
                command = given.Command("gpu").Replace(
                    "bench/Scanner.Bench -- gpu", "bench/gpu --", StringComparison.Ordinal),
                backend = median.Result.Work.Backend,
                rows,
                dim,
                family,
                share,
                seconds = Math.Round(median.Result.Work.Seconds, 3),
                all_seconds = runs.Select(run => Math.Round(run.Result.Work.Seconds, 3)),
                tflops = Math.Round(rate, 1),
                tiles_tflops = Math.Round(flops / median.Phases.TilesSeconds / 1e12, 1),
                phases = median.Phases.ForMachines(),
                launches = median.Result.Work.Device?.Launches,
                overflows = median.Result.Work.Device?.Overflows,
                handed = median.Result.Work.Device?.Handed,
                share_of_peak = peak is null ? (double?)null : Math.Round(rate / peak.Value, 3),
                times_the_peer = peerRate is null ? (double?)null : Math.Round(rate / peerRate.Value, 2),
                seconds_for_16m = Math.Round(16e6 * 16e6 * dim / (rate * 1e12), 1),
                pairs = median.Result.PairCount,
                stored = median.Result.Pairs.Length,
                components = median.Result.CountComponents(),
                checksum = JoinChecksum.Of(median.Result),
                peak_mib = Machine.PeakBytes() >> 20,
                peer,
                device = gpu.Description,
                commit = Machine.Commit(),
                machine = Machine.Describe(),
                date = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            }));
        }
    }

    private static (SelfJoinResult Result, JoinPhases Phases) Time(RowSource rows, JoinSettings settings)
    {
        var phases = new JoinPhases(rows.Rows);
        var pauses = GC.GetTotalPauseDuration();
        var result = Joiner.SelfJoin(phases.Watch(rows), settings, phases.OnTile);
        phases.End(GC.GetTotalPauseDuration() - pauses);
        return (result, phases);
    }

    private static JsonNode? Peer(string vectors)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "gpu_join.py");
        if (!File.Exists(script)) return null;

        try
        {
            using var python = Process.Start(new ProcessStartInfo("python3", [script, vectors])
            {
                RedirectStandardOutput = true,
            });
            var said = python?.StandardOutput.ReadToEnd();
            return string.IsNullOrWhiteSpace(said) ? null : JsonNode.Parse(said);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    // Sample vectors in a file, as runs have theirs: float16, mapped into memory.
    private sealed class VectorsOnDisk : IDisposable
    {
        public VectorsOnDisk(int rows, int dim, int family, double share)
        {
            Path = System.IO.Path.GetTempFileName();
            VectorFile.Write(Path, SampleVectors.Make(rows, dim, family, share), dim);
            GC.Collect();
            Matrix = VectorFile.Open(Path);
        }

        public string Path { get; }

        public VectorMatrix Matrix { get; }

        public void Dispose()
        {
            Matrix.Dispose();
            File.Delete(Path);
        }
    }
}
