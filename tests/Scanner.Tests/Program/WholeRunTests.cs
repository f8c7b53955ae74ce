using System.Text.Json;
using Scanner.Cli;

namespace Scanner.Tests.Program;

/// <summary>One scan of the demo's log, looked at with every verb that looks at runs.</summary>
public sealed class WholeRunTests(WholeRunTests.Demo demo) : IClassFixture<WholeRunTests.Demo>
{
    /// <summary>The demo as users run it, once for all tests.</summary>
    public sealed class Demo : IDisposable
    {
        private readonly string _root = Directory.CreateTempSubdirectory("scan-whole-").FullName;

        public Demo() => Call = Call.Scan("demo", "--out", Run);

        public string Run => Path.Combine(_root, "run");

        public string Log => Path.Combine(_root, "run-log", "log.jsonl");

        internal Call Call { get; }

        public string NewPath(string name) => Path.Combine(_root, name);

        /// <summary>The arguments of the demo's own scan.</summary>
        internal string[] ScanAgain(params string[] more) =>
        [
            "run", Log, "--out", Run, "--accounts", Path.Combine(_root, "run-log", "accounts.csv"),
            "--releases", Path.Combine(_root, "run-log", "model_releases.csv"), .. more,
        ];

        public void Dispose() => Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public void Demo_finds_what_was_planted_and_leaves_the_rest_alone()
    {
        Assert.True(demo.Call.Code == ExitCode.Done, demo.Call.Error);
        Assert.Equal(3, Count(demo.Call.Output, "found as C"));
        Assert.Equal(4, Count(demo.Call.Output, "left alone"));
        Assert.Contains("nobody planted: 0", demo.Call.Output, StringComparison.Ordinal);
        Assert.Contains("report.html", demo.Call.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_scan_of_the_same_finds_every_stage_fresh()
    {
        var call = Call.Scan(demo.ScanAgain());
        Assert.Equal(ExitCode.Done, call.Code);
        Assert.Equal(6, Count(call.Error, ": fresh"));
    }

    [Fact]
    public void Campaigns_make_the_exit_code_1_where_that_is_asked_for() =>
        Assert.Equal(ExitCode.CampaignsFound, Call.Scan(demo.ScanAgain("--fail-on-campaigns")).Code);

    [Fact]
    public void Json_holds_what_was_found()
    {
        var call = Call.Scan(demo.ScanAgain("--json"));
        using var json = JsonDocument.Parse(call.Output);
        Assert.True(json.RootElement.GetProperty("found").GetProperty("campaigns").GetArrayLength() >= 3);
        Assert.Equal(6, json.RootElement.GetProperty("stages").GetArrayLength());
    }

    [Fact]
    public void Status_tells_every_stage()
    {
        var call = Call.Scan("status", demo.Run);
        Assert.Equal(ExitCode.Done, call.Code);
        Assert.Equal(6, Count(call.Output, " fresh "));

        using var json = JsonDocument.Parse(Call.Scan("status", demo.Run, "--json").Output);
        Assert.All(
            json.RootElement.GetProperty("stages").EnumerateArray(),
            stage => Assert.Equal("fresh", stage.GetProperty("state").GetString()));
    }

    [Theory]
    [InlineData("campaigns", "id,score,confidence,accounts,requests,channels,first_seen,last_seen")]
    [InlineData("members", "campaign,account,template,requests")]
    [InlineData("templates", "template,id,medoid")]
    [InlineData("assignments", "request_id,template_id")]
    [InlineData("requests", "request_id,timestamp,account")]
    public void Every_table_leaves_as_csv_and_json_lines(string table, string head)
    {
        var csv = Call.Scan("export", demo.Run, table);
        Assert.True(csv.Code == ExitCode.Done, csv.Error);
        Assert.StartsWith(head, csv.Output, StringComparison.Ordinal);

        var lines = Call.Scan("export", demo.Run, table, "--format", "jsonl").Output.TrimEnd().Split('\n');
        Assert.NotEmpty(lines);
        Assert.All(lines, line => JsonDocument.Parse(line).Dispose());
    }

    [Fact]
    public void Tables_leave_as_parquet()
    {
        string file = demo.NewPath("assignments.parquet");
        var call = Call.Scan("export", demo.Run, "assignments", "--format", "parquet", "--out", file);
        Assert.Equal(ExitCode.Done, call.Code);
        int lines = Call.Scan("export", demo.Run, "assignments").Output.TrimEnd().Split('\n').Length;
        Assert.Equal(lines - 1, LogCopies.Count(file));
    }

    private static int Count(string text, string word) => text.Split(word).Length - 1;
}
