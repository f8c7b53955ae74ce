using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Scanner.Ingest;
using Scanner.Runs;
using Serilog.Core;

namespace Scanner.Bench;

/// <summary>
/// All stages on a log: <c>pipeline --log LOG [--accounts FILE] [--releases FILE] [--threads T] [--keep RUN]
/// [--record FILE]</c>.
/// </summary>
internal static class PipelineScale
{
    public static int Run(string[] args)
    {
        var given = new Arguments(args);
        var folder = given["keep"] ?? Directory.CreateTempSubdirectory("scan-bench-").FullName;
        int threads = given.Number("threads", Environment.ProcessorCount);
        var options = new PipelineOptions
        {
            Ingest = new IngestOptions
            {
                Inputs = [given["log"] ?? throw new ScanException("--log: expected the log to scan.")],
                Accounts = given["accounts"],
                Releases = given["releases"],
            },
        };

        var stages = new List<object>();
        using var run = RunFolder.Create(folder);
        var context = new StageContext(
            run, Logger.None, new Progress<StageProgress>(), threads, CancellationToken.None);
        var clock = Stopwatch.StartNew();
        double busyBefore = Machine.ProcessorSeconds(), busyAt = busyBefore;
        Pipeline.Run(context, options, force: false, outcome =>
        {
            if (outcome.WasFresh)
            {
                throw new ScanException(
                    $"{folder}: found finished stages, expected none. Name another folder with --keep.");
            }

            double busy = Machine.ProcessorSeconds();
            stages.Add(new
            {
                stage = outcome.Record.Stage.Verb(),
                seconds = Math.Round(outcome.Record.Seconds, 1),
                core_seconds = Math.Round(busy - busyAt, 1),
            });
            busyAt = busy;
        });

        var ingested = run.Record(Stage.Ingest)!.Summary.Deserialize<IngestSummary>(Fingerprint.Json)!;
        var campaigns = File.ReadAllBytes(run.Artifact(Stage.Report, "campaigns.json"));
        given.Tell(JsonSerializer.Serialize(new
        {
            bench = "pipeline",
            command = given.Command("pipeline"),
            requests = ingested.Requests,
            texts = ingested.Texts,
            threads,
            seconds = Math.Round(clock.Elapsed.TotalSeconds, 1),
            core_seconds = Math.Round(busyAt - busyBefore, 1),
            peak_mib = Machine.PeakBytes() >> 20,
            stages,
            campaigns_sha256 = Convert.ToHexStringLower(SHA256.HashData(campaigns)),
            commit = Machine.Commit(),
            machine = Machine.Describe(),
            date = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        }));
        run.Dispose();
        if (given["keep"] is null) Directory.Delete(folder, recursive: true);
        return 0;
    }
}
