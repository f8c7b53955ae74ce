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

    [Theory]
    [InlineData("campaigns", "stix", "\"type\": \"bundle\"")]
    [InlineData("campaigns", "misp", "\"Event\": {")]
    [InlineData("graph", "graphml", "<graphml xmlns=")]
    public void Campaigns_leave_as_other_systems_take_them(string what, string format, string mark)
    {
        var call = Call.Scan("export", demo.Run, what, "--format", format);
        Assert.True(call.Code == ExitCode.Done, call.Error);
        Assert.Contains(mark, call.Output, StringComparison.Ordinal);
        string file = demo.NewPath($"{what}.{format}");
        Assert.Equal(ExitCode.Done, Call.Scan("export", demo.Run, what, "--format", format, "--out", file).Code);
        Assert.Equal(call.Output, File.ReadAllText(file));
    }

    [Fact]
    public void Evidence_leaves_as_a_pack_for_each_campaign()
    {
        string folder = demo.NewPath("packs");
        var call = Call.Scan("export", demo.Run, "evidence", "--out", folder);
        Assert.True(call.Code == ExitCode.Done, call.Error);
        Assert.True(Directory.GetFiles(folder, "C*.zip").Length >= 3);
        using var zip = System.IO.Compression.ZipFile.OpenRead(Path.Combine(folder, "C01.zip"));
        using var guide = new StreamReader(zip.GetEntry("README.txt")!.Open());
        Assert.Matches("[0-9a-f]{64}  .*log.jsonl", guide.ReadToEnd());
    }

    [Theory]
    [InlineData("--format stix: expected one of csv, jsonl, parquet for members.", "members", "--format", "stix")]
    [InlineData("--format zip: found no --out, expected the folder to write", "evidence")]
    [InlineData("--campaign C01: templates belong to no campaign", "templates", "--campaign", "C01")]
    [InlineData("--campaign: found 'C99', expected one of C01", "members", "--campaign", "C99")]
    [InlineData("--account-ids: found 'none', expected raw or hmac.", "members", "--account-ids", "none")]
    public void What_cannot_be_exported_is_told(string message, params string[] what)
    {
        var call = Call.Scan(["export", demo.Run, .. what]);
        Assert.Equal(ExitCode.UserError, call.Code);
        Assert.Contains(message, call.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Members_leave_under_keyed_names_in_the_same_order()
    {
        string[] raw = Lines("members"), keyed = Lines("members", "--account-ids", "hmac");
        Assert.Equal(raw.Length, keyed.Length);
        Assert.All(keyed.Skip(1), line => Assert.Contains(",hmac-", line, StringComparison.Ordinal));
        Assert.Equal(raw.Select(WithoutAccount), keyed.Select(WithoutAccount));
        Assert.Equal(
            raw.Select(line => line.Split(',')[1]).Distinct().Count(),
            keyed.Select(line => line.Split(',')[1]).Distinct().Count());

        string[] Lines(params string[] args) =>
            Call.Scan(["export", demo.Run, .. args]).Output.TrimEnd().Split('\n');

        static string WithoutAccount(string line) => string.Join(',', line.Split(',').Where((_, i) => i != 1));
    }

    private static int Count(string text, string word) => text.Split(word).Length - 1;
}
