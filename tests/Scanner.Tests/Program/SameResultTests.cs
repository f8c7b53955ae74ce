using Scanner.Cli;

namespace Scanner.Tests.Program;

/// <summary>The same log gives the same campaigns, however it is stored and however many threads read it.</summary>
public sealed class SameResultTests(DemoRun demo) : IClassFixture<DemoRun>
{
    [Fact]
    public void Every_format_of_a_log_gives_the_same_campaigns()
    {
        var copies = new Dictionary<string, Action<string, string>>
        {
            ["log.csv"] = LogCopies.Csv,
            ["log.parquet"] = LogCopies.Parquet,
            ["log.jsonl.gz"] = LogCopies.Gzip,
            ["log.jsonl.zst"] = LogCopies.Zstd,
        };
        byte[] expected = Campaigns(demo.Files.Log);
        foreach (var (name, copy) in copies)
        {
            string log = demo.NewPath(name);
            copy(demo.Files.Log, log);
            Assert.True(expected.AsSpan().SequenceEqual(Campaigns(log)), $"{name}: other campaigns than of JSON lines");
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void Threads_do_not_change_a_byte(int threads)
    {
        string one = demo.NewPath("one-thread"), many = demo.NewPath("many-threads");
        AssertDone(Call.Scan(demo.ScanArgs(one, null, "--threads", "1")));
        AssertDone(Call.Scan(demo.ScanArgs(many, null, "--threads", $"{threads}")));
        Assert.Equal(RunBytes.Of(one), RunBytes.Of(many));
    }

    private byte[] Campaigns(string log)
    {
        string run = demo.NewPath("format");
        AssertDone(Call.Scan(demo.ScanArgs(run, log)));
        byte[] campaigns = File.ReadAllBytes(Path.Combine(run, "6-report", "campaigns.json"));
        Assert.Contains("\"evidence\"", System.Text.Encoding.UTF8.GetString(campaigns), StringComparison.Ordinal);
        return campaigns;
    }

    private static void AssertDone(Call call) => Assert.True(call.Code == ExitCode.Done, call.Error);
}
