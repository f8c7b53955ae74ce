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
    /// Times <c>--rows N --dim D [--family N] [--share S] [--repeat R] [--peer-rows N] [--record FILE]</c>.
    /// </summary>
    public static void Run(GpuMachine gpu, Arguments given)
    {
        int rows = given.Number("rows", 1_000_000), dim = given.Number("dim", 384), repeat = given.Number("repeat", 3);
        int family = given.Number("family", 50);
        double share = double.Parse(given["share"] ?? "0.2", CultureInfo.InvariantCulture);
        var values = SampleVectors.Make(rows, dim, family, share);
        var peer = Peer(values, dim, Math.Min(rows, given.Number("peer-rows", rows)));
        foreach (var kernel in gpu.Kernels.Take(given.Number("kernels", 1)))
        {
            var runs = Enumerable.Range(0, repeat)
                .Select(_ => Time(RowSource.Of(values, dim), gpu.Settings(Threshold, kernel)))
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
                device_work = median.Result.Work.Device,
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

    private static JsonNode? Peer(float[] values, int dim, int rows)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "gpu_join.py");
        if (rows == 0 || !File.Exists(script)) return null;

        var file = Path.GetTempFileName();
        try
        {
            VectorFile.Write(file, values.AsSpan(0, rows * dim), dim);
            using var python = Process.Start(new ProcessStartInfo("python3", [script, file])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
            python?.ErrorDataReceived += (_, _) => { };
            python?.BeginErrorReadLine();
            var said = python?.StandardOutput.ReadToEnd();
            return string.IsNullOrWhiteSpace(said) ? null : JsonNode.Parse(said);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
