using System.Text.Json;
using System.Text.Json.Nodes;
using Scanner.Cli;
using Scanner.Score;

namespace Scanner.Tests.Program;

/// <summary>How a run is weighed: never by country, again without embedding, and without what is allowed.</summary>
public sealed class WeighingTests(DemoRun demo) : IClassFixture<DemoRun>
{
    private static readonly string[] Countries = ["AA", "BB", "CC", "DD", "EE"];

    [Fact]
    public void Other_countries_give_the_same_campaigns_to_the_byte()
    {
        var (one, two) = (Scores(WithCountries(seed: 1)), Scores(WithCountries(seed: 2)));
        Assert.Contains("\"evidence\"", System.Text.Encoding.UTF8.GetString(one), StringComparison.Ordinal);
        Assert.True(one.AsSpan().SequenceEqual(two), "Countries changed a score.");
    }

    [Fact]
    public void A_run_is_weighed_again_without_being_embedded_again()
    {
        var run = Scan("again");
        var vectors = File.GetLastWriteTimeUtc(Path.Combine(run, "2-embed", "vectors.npy"));
        Assert.NotEmpty(Campaigns(run));

        Assert.Equal(ExitCode.Done, Call.Scan("rethreshold", run, "--report-min", "1000").Code);
        Assert.Empty(Campaigns(run));
        Assert.Equal(ExitCode.Done, Call.Scan("rethreshold", run).Code);
        Assert.NotEmpty(Campaigns(run));
        Assert.Equal(vectors, File.GetLastWriteTimeUtc(Path.Combine(run, "2-embed", "vectors.npy")));
    }

    [Fact]
    public void What_is_allowed_makes_no_campaign()
    {
        var run = Scan("allowed");
        var campaigns = Campaigns(run);
        var accounts = campaigns[0]!["accounts"]!.AsArray().Select(account => account!["id"]!.ToString()).ToArray();
        var list = demo.NewPath("allow.txt");
        File.WriteAllLines(list, ["# seats of our own", "", .. accounts.Select(account => $"account: {account}")]);
        Assert.Equal(ExitCode.Done, Call.Scan("rethreshold", run, "--allow", list).Code);
        Assert.Empty(Members(Campaigns(run)).Intersect(accounts));
        Assert.Equal(campaigns.Count - 1, Campaigns(run).Count);

        var wording = campaigns[0]!["templates"]![0]!["skeleton"]!.ToString().Split('{')[0].Trim();
        Assert.NotEmpty(wording);
        File.WriteAllText(list, $"text: {wording}");
        Assert.Equal(ExitCode.Done, Call.Scan("rethreshold", run, "--allow", list).Code);
        Assert.Equal(campaigns.Count - 1, Campaigns(run).Count);
    }

    [Theory]
    [InlineData("nobody: x", "found 'nobody', expected one of text, hash, org, account")]
    [InlineData("account", "found '', expected one of")]
    [InlineData("bundled: agents", "found 'bundled: agents', expected 'bundled: harnesses'")]
    public void A_bad_allow_list_is_told_by_its_line(string line, string expected)
    {
        var list = demo.NewPath("bad.txt");
        File.WriteAllText(list, $"# known\n{line}\n");
        var call = Call.Scan("rethreshold", demo.NewPath("none"), "--allow", list);
        Assert.Equal(ExitCode.UserError, call.Code);
        Assert.Contains($"{list}:2: {expected}", call.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Benign_traffic_calibrates_the_threshold()
    {
        var call = Call.Scan("calibrate", "--benign", demo.Files.Log, "--accounts", demo.Files.Accounts,
            "--out", demo.NewPath("benign"), "--json");
        Assert.True(call.Code == ExitCode.Done, call.Error);
        using var json = JsonDocument.Parse(call.Output);
        // This log holds campaigns: called benign, they have to lie below the fitted threshold.
        Assert.True(json.RootElement.GetProperty("report_min").GetDouble() > new ScoreOptions().ReportMin);
        Assert.True(json.RootElement.GetProperty("above").GetInt32() >= 3);
    }

    [Fact]
    public void Calibrated_thresholds_hold_for_the_wanted_share()
    {
        var random = new Random(1);
        var reported = 0;
        for (var trial = 0; trial < 500; trial++)
        {
            var scores = Enumerable.Range(0, 40).Select(_ => random.NextDouble() * 10).ToArray();
            var calibration = Calibration.Of(scores[..39], 0.1, least: 0);
            Assert.True(calibration.IsBounded);
            reported += scores[39] >= calibration.ReportMin ? 1 : 0;
        }

        // 50 of 500 are expected; four standard deviations are 27.
        Assert.InRange(reported, 20, 77);
        Assert.False(Calibration.Of([1, 2, 3], 0.1, least: 0).IsBounded);
        Assert.Equal(0.8, Calibration.Of([], 0.1, least: 0.8).ReportMin);
    }

    private string WithCountries(int seed)
    {
        var random = new Random(seed);
        var log = demo.NewPath("countries.jsonl");
        File.WriteAllLines(log, File.ReadLines(demo.Files.Log).Select(line =>
        {
            var request = JsonNode.Parse(line)!;
            request["country"] = Countries[random.Next(Countries.Length)];
            return request.ToJsonString();
        }));
        return log;
    }

    private byte[] Scores(string log) =>
        File.ReadAllBytes(Path.Combine(Scan("scores", log), "5-score", "campaigns.json"));

    private string Scan(string name, string? log = null)
    {
        var run = demo.NewPath(name);
        var call = Call.Scan(demo.ScanArgs(run, log));
        Assert.True(call.Code == ExitCode.Done, call.Error);
        return run;
    }

    private static JsonArray Campaigns(string run) => JsonNode.Parse(
        File.ReadAllText(Path.Combine(run, "6-report", "campaigns.json")))!["campaigns"]!.AsArray();

    private static IEnumerable<string> Members(JsonArray campaigns) => campaigns.SelectMany(
        campaign => campaign!["accounts"]!.AsArray().Select(account => account!["id"]!.ToString()));
}
