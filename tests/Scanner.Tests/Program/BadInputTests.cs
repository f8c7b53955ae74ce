using System.IO.Compression;
using System.Text;
using Scanner.Cli;

namespace Scanner.Tests.Program;

/// <summary>Bad input is refused with what to do, or counted; never a stack trace, never a good line lost.</summary>
public sealed class BadInputTests(DemoRun demo) : IClassFixture<DemoRun>
{
    private const string Good = """{"request_id":"r{0}","account":"a{0}","prompt":"good line number {0} of the log"}""";

    public static TheoryData<string, string[]> RefusedArguments => new()
    {
        { "--threshold", ["run", "LOG", "--out", "RUN", "--threshold", "0"] },
        { "--threshold", ["run", "LOG", "--out", "RUN", "--threshold", "1.01"] },
        { "--threshold", ["run", "LOG", "--out", "RUN", "--threshold", "-0.5"] },
        { "--threshold", ["run", "LOG", "--out", "RUN", "--threshold", "NaN"] },
        { "--threshold", ["run", "LOG", "--out", "RUN", "--threshold", "high"] },
        { "--threshold", ["run", "LOG", "--out", "RUN", "--threshold", "1e-60"] },
        { "LOG", ["run", "", "--out", "RUN"] },
        { "--accounts", ["run", "LOG", "--out", "RUN", "--accounts", ""] },
        { "--model", ["run", "LOG", "--out", "RUN", "--model", " "] },
        { "--out", ["vectors", "LOG", "--out", ""] },
        { "--cap", ["run", "LOG", "--out", "RUN", "--cap", "0"] },
        { "--cap", ["pairs", "V.npy", "--threshold", "0.9", "--out", "RUN", "--cap", "4097"] },
        { "--fdr", ["run", "LOG", "--out", "RUN", "--fdr", "0"] },
        { "--device", ["run", "LOG", "--out", "RUN", "--device", "abacus"] },
        { "--backend", ["run", "LOG", "--out", "RUN", "--backend", "abacus"] },
        { "--threads", ["run", "LOG", "--out", "RUN", "--threads", "0"] },
        { "--memory", ["run", "LOG", "--out", "RUN", "--memory", "lots"] },
        { "--map", ["run", "LOG", "--out", "RUN", "--map", "prompt"] },
        { "--out", ["run", "LOG"] },
        { "no-such-model", ["run", "LOG", "--out", "RUN", "--model", "no-such-model"] },
        { "missing.jsonl", ["run", "missing.jsonl", "--out", "RUN"] },
        { "missing.csv", ["run", "LOG", "--out", "RUN", "--accounts", "missing.csv"] },
        { "missing.csv", ["run", "LOG", "--out", "RUN", "--releases", "missing.csv"] },
        { "missing-run", ["status", "missing-run"] },
        { "members", ["export", "missing-run", "membres"] },
        { "WHAT: found nothing, expected one of:\n  campaigns: a row per campaign (csv, jsonl, parquet, stix, misp)",
            ["export", "missing-run"] },
        { "RUN: found nothing, expected the run folder", ["status"] },
        { "LOG: found nothing", ["run", "--out", "RUN"] },
        { "missing-run", ["export", "missing-run", "campaigns"] },
        { "missing.txt", ["vectors", "missing.txt", "--out", "V.npy"] },
        { "missing.npy", ["pairs", "missing.npy", "--threshold", "0.9", "--out", "pairs.parquet"] },
    };

    [Theory]
    [MemberData(nameof(RefusedArguments))]
    public void Refused_before_a_run_folder_is_made(string named, string[] args)
    {
        string run = demo.NewPath("refused");
        var call = Call.Scan([.. args.Select(arg => arg switch { "LOG" => demo.Files.Log, "RUN" => run, _ => arg })]);
        AssertRefused(call, named);
        Assert.False(Directory.Exists(run), "a run folder was made");
    }

    [Fact]
    public void Unknown_verbs_are_answered_with_the_nearest()
    {
        var call = Call.Scan("exprot", "somewhere");
        AssertRefused(call, "exprot");
        Assert.Contains("export", call.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_file_is_refused() => AssertRefused(Ingest(Write("empty.jsonl", [])), "empty.jsonl");

    [Fact]
    public void Folder_without_logs_is_refused() =>
        AssertRefused(Ingest(Directory.CreateDirectory(demo.NewPath("no-logs")).FullName), "no-logs");

    [Fact]
    public void Binary_garbage_is_refused_or_rejected()
    {
        byte[] garbage = new byte[100_000];
        new Random(1).NextBytes(garbage);
        AssertRefused(Ingest(Write("garbage.jsonl", garbage)), "garbage.jsonl");
    }

    [Fact]
    public void Truncated_gzip_is_told_and_names_the_file()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(File.ReadAllBytes(demo.Files.Log));
        var (call, run) = IngestTo(Write("cut.jsonl.gz", packed.ToArray()[..(int)(packed.Length / 2)]));
        Assert.True(call.Code == ExitCode.Done, call.Error);
        AssertNamed(call, "damaged file");
        Assert.InRange(LogCopies.Count(Path.Combine(run, "1-ingest", "requests.parquet")), 100, 1_000);
        string rejects = File.ReadAllText(Path.Combine(run, "1-ingest", "rejects.jsonl"));
        Assert.Contains("cut.jsonl.gz", rejects, StringComparison.Ordinal);
    }

    [Fact]
    public void Truncated_parquet_is_refused()
    {
        string whole = demo.NewPath("whole.parquet");
        LogCopies.Parquet(demo.Files.Log, whole);
        byte[] bytes = File.ReadAllBytes(whole);
        AssertRefused(Ingest(Write("cut.parquet", bytes[..(bytes.Length / 2)])), "cut.parquet");
    }

    [Fact]
    public void Bad_lines_are_counted_and_good_ones_kept()
    {
        var lines = new List<byte[]>();
        void Add(string line) => lines.Add(Encoding.UTF8.GetBytes(line));
        for (int i = 0; i < 40; i++)
            Add(Good.Replace("{0}", $"{i}", StringComparison.Ordinal));
        Add("""{"request_id":"b1","prompt":"a line without account"}""");
        Add("""{"request_id":"b2","account":"a1"}""");
        Add("""{"request_id":"b3","account":"a1","prompt":"cut in the""");
        Add("no json at all");
        lines.Add([.. """{"request_id":"b5","account":"a1","prompt":"invalid """u8, 0xC3, 0x28, .. "\"}"u8]);
        for (int i = 40; i < 50; i++)
            Add(Good.Replace("{0}", $"{i}", StringComparison.Ordinal));

        var (call, run) = IngestTo(Write("mixed.jsonl", [.. lines.SelectMany(line => line.Append((byte)'\n'))]));

        Assert.True(call.Code == ExitCode.Done, call.Error);
        AssertGoodLinesKept(run, 50);
        string[] rejects = File.ReadAllLines(Path.Combine(run, "1-ingest", "rejects.jsonl"));
        Assert.InRange(rejects.Length, 3, 5);
        Assert.All(rejects, reject => Assert.Contains("mixed.jsonl", reject, StringComparison.Ordinal));
    }

    [Fact]
    public void A_line_of_50_MB_does_not_harm_its_neighbours()
    {
        string huge = $$"""{"request_id":"huge","account":"a1","prompt":"{{new string('x', 50 << 20)}}"}""";
        string log = Lines("huge.jsonl", [GoodLine(0), huge, GoodLine(1)]);
        var (call, run) = IngestTo(log);
        Assert.True(call.Code == ExitCode.Done, call.Error);
        AssertGoodLinesKept(run, 2);
    }

    [Fact]
    public void Duplicate_request_ids_and_odd_timestamps_lose_no_line()
    {
        string[] times =
        [
            "\"2026-01-05T10:00:00Z\"", "\"2026-01-05T10:00:00.123+02:00\"", "1767607200", "1767607200123",
            "\"2026-01-05 10:00:00\"",
            "\"yesterday\"", "\"\"", "null", "-1e99", "\"2026-13-45T99:00:00Z\"",
        ];
        string log = Lines("times.jsonl", [.. times.Select((time, i) =>
            $$"""{"request_id":"r{{i / 2}}","account":"a{{i}}","timestamp":{{time}},"prompt":"line number {{i}}"}""")]);
        var (call, run) = IngestTo(log);
        Assert.True(call.Code == ExitCode.Done, call.Error);
        int rejected = File.ReadAllLines(Path.Combine(run, "1-ingest", "rejects.jsonl")).Length;
        Assert.Equal(times.Length, LogCopies.Count(Path.Combine(run, "1-ingest", "requests.parquet")) + rejected);
    }

    [Fact]
    public void Mixed_formats_in_one_glob_are_all_read()
    {
        string folder = Directory.CreateDirectory(demo.NewPath("mixed")).FullName;
        File.WriteAllLines(Path.Combine(folder, "one.jsonl"), [GoodLine(0), GoodLine(1)]);
        File.WriteAllLines(
            Path.Combine(folder, "two.csv"), ["request_id,account,prompt", "r2,a2,good line number 2 of the log"]);
        var (call, run) = IngestTo(Path.Combine(folder, "*.*"));
        Assert.True(call.Code == ExitCode.Done, call.Error);
        AssertGoodLinesKept(run, 3);
    }

    private static string GoodLine(int number) => Good.Replace("{0}", $"{number}", StringComparison.Ordinal);

    private Call Ingest(string log) => IngestTo(log).Call;

    private (Call Call, string Run) IngestTo(string log)
    {
        string run = demo.NewPath("run");
        return (Call.Scan("ingest", log, "--out", run), run);
    }

    private string Lines(string name, string[] lines) =>
        Write(name, Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));

    private string Write(string name, byte[] bytes)
    {
        string path = demo.NewPath(name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static void AssertGoodLinesKept(string run, int expected)
    {
        var prompts = LogCopies.Texts(Path.Combine(run, "1-ingest", "texts.parquet"));
        for (int i = 0; i < expected; i++)
            Assert.Contains($"good line number {i} of the log", prompts);
    }

    private static void AssertRefused(Call call, string named)
    {
        Assert.True(call.Code == ExitCode.UserError, $"exit {call.Code}: {call.Error}");
        AssertNamed(call, named);
    }

    private static void AssertNamed(Call call, string named)
    {
        Assert.Contains(named, call.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", call.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("internal error", call.Error, StringComparison.Ordinal);
    }
}
