using System.Text.RegularExpressions;
using Scanner.Report;
using Scanner.Report.Reading;
using Scanner.Runs;

namespace Scanner.Tests.Report;

public sealed class ReportStageTests
{
    private static ReportContent Read(SampleRun sample, ReportOptions? options = null)
    {
        using var database = Database.InMemory(new DatabaseOptions(1, 256 << 20, null));
        return RunReading.Read(sample.Run, database, options ?? new ReportOptions(), AccountNames.Raw);
    }

    private static string Text(IEnumerable<Passage> passages) => string.Concat(passages.Select(part => part.Text));

    private static string Html(SampleRun sample) => File.ReadAllText(sample.Run.Artifact(Stage.Report, "report.html"));

    [Fact]
    public void A_run_gets_its_report()
    {
        using var sample = new SampleRun();
        var summary = sample.Report();
        Assert.Equal(8, Assert.Single(summary.Campaigns).Accounts);
        Assert.Equal(2, summary.Rejects);
        Assert.Contains("<h1>1 campaign found</h1>", Html(sample), StringComparison.Ordinal);
        var path = sample.Run.Artifact(Stage.Report, "campaigns.json");
        var written = CampaignFile.Parse(File.ReadAllBytes(path), path);
        Assert.Equal("c0", written.Campaigns[0].Accounts[0].Id);
        Assert.Empty(written.Campaigns[0].Templates[0].Slots[0].Examples);
        Assert.True(File.Exists(sample.Run.Artifact(Stage.Report, "assignments.parquet")));
    }

    [Fact]
    public void Threads_and_runs_do_not_change_a_byte()
    {
        using var one = new SampleRun();
        using var two = new SampleRun();
        one.Report(threads: 1);
        two.Report(threads: 3);
        Assert.Equal(
            File.ReadAllBytes(one.Run.Artifact(Stage.Report, "report.html")),
            File.ReadAllBytes(two.Run.Artifact(Stage.Report, "report.html")));
    }

    [Fact]
    public void Timelines_count_each_request_of_a_campaign_once()
    {
        using var sample = new SampleRun();
        var content = Read(sample);
        Assert.Equal((1, 72), (content.Traffic!.BinHours, content.Traffic.Counts.Count));
        Assert.Equal(73, content.Traffic.Counts.Sum());
        Assert.Equal(2, content.Traffic.Counts[5]);
        var campaign = Assert.Single(content.Details);
        Assert.Equal(48, campaign.Counts.Sum());
        Assert.Equal([0L, 1, 1, 0, 1, 1], campaign.Counts.Take(6));
        Assert.Equal([new BanDay(new DateTime(2026, 3, 3), 1)], campaign.Bans);
        Assert.Equal(["sable-4"], content.Releases.Select(release => release.Model));
    }

    [Fact]
    public void Examples_are_of_different_accounts()
    {
        using var sample = new SampleRun();
        var examples = Assert.Single(Read(sample, new ReportOptions { ShowSlots = true }).Details).Examples;
        Assert.Equal(Limits.ReportExamplesMax, examples.Count);
        Assert.Equal(examples.Count, examples.Select(example => example.Account).Distinct().Count());
        var prompt = new Regex(@"^Solve \d+ \+ 1\. Think step by step");
        Assert.All(examples, example => Assert.Matches(prompt, Text(example.Prompt)));
    }

    [Fact]
    public void What_senders_filled_in_is_hidden_unless_asked_for()
    {
        using var sample = new SampleRun();
        sample.Report();
        Assert.All(Read(sample).Details[0].Examples, example => Assert.Equal(
            ["", "1. Think step by step and write every step between <step> tags", "."],
            example.Prompt.Select(passage => passage.Text)));
        Assert.DoesNotMatch(new Regex(@"Solve \d"), Html(sample));
        sample.Report(new ReportOptions { ShowSlots = true });
        Assert.Matches(new Regex(@"Solve \d+ \+ <mark>1\."), Html(sample));
    }

    [Fact]
    public void Long_prompts_are_cut_to_both_ends()
    {
        using var sample = new SampleRun(prompts: "'Once ' || repeat('upon ', 20000) || '");
        var prompt = Read(sample, new ReportOptions { ShowSlots = true }).Details[0].Examples[0].Prompt;
        Assert.StartsWith("Once upon", Text(prompt), StringComparison.Ordinal);
        Assert.EndsWith(SampleRun.Fixed, Text(prompt), StringComparison.Ordinal);
        Assert.Equal(100_005 + SampleRun.Fixed.Length, prompt.Sum(passage => passage.Characters));
        Assert.Single(prompt, passage => passage.Kind == PassageKind.LeftOut);
    }

    [Fact]
    public void Shared_traits_tell_how_common_they_are_elsewhere()
    {
        using var sample = new SampleRun();
        var campaign = Assert.Single(Read(sample).Details);
        var traits = campaign.Shared.ToDictionary(trait => trait.Name, trait => trait.Values);
        Assert.Equal([new TraitValue("shared-card", 8, 0)], traits["Payment id"]);
        Assert.Equal([new TraitValue("198.51.100.0/24", 8, 0)], traits["Address block"]);
        Assert.Equal([new TraitValue("client/1", 8, 20)], traits["Client"]);
        Assert.Equal([new TraitValue("inbox.example", 8, 0)], traits["Mail domain"]);
        Assert.Equal([new TraitValue("2026-02-27", 8, 0)], traits["Day of sign-up"]);
        Assert.Equal([new TraitValue("NZ", 8, 20)], campaign.Countries);
        Assert.DoesNotContain("Country", traits.Keys);
    }

    [Fact]
    public void What_ties_an_account_to_others_is_told()
    {
        using var sample = new SampleRun();
        var ties = Assert.Single(Read(sample).Details).Ties;
        Assert.Equal(8, ties.Count);
        Assert.All(ties.Values, tie => Assert.Equal(new Tie("Payment id", "shared-card", 8), tie));
    }

    [Fact]
    public void A_matrix_says_which_accounts_share_what()
    {
        using var sample = new SampleRun();
        var campaign = Assert.Single(Read(sample).Details);
        Assert.Equal(8, campaign.MatrixColumns);
        Assert.All(campaign.Shared.Where(trait => trait.Values.Count > 0),
            trait => Assert.Equal(Enumerable.Range(0, 8), trait.Holders[0]));
    }

    [Fact]
    public void A_heat_map_counts_requests_by_account_and_hour()
    {
        using var sample = new SampleRun();
        var activity = Assert.Single(Read(sample).Details).Activity;
        Assert.Equal(8, activity.Count);
        Assert.Equal("c1", activity[0].Account);
        Assert.Equal([1, 17, 25, 41, 49, 65], activity[0].Bins.Select(bin => bin.Bin));
        Assert.Equal(48, activity.Sum(row => row.Bins.Sum(bin => bin.Count)));
        Assert.Equal(73 - 48, Read(sample).Outside.Sum());
    }

    [Fact]
    public void The_map_shows_what_was_judged_and_masks_its_wording()
    {
        using var sample = new SampleRun();
        var map = Read(sample).Map;
        Assert.Equal(["T0", "T1", "T2", "T3"], map.Select(point => point.Template));
        Assert.Equal(("C01", false), (map[0].Campaign, map[0].Cleared));
        Assert.Equal((null, true), (map[1].Campaign, map[1].Cleared));
        Assert.All(map, point => Assert.Equal("a wording, mail to [e-mail]", point.Title));
    }

    [Fact]
    public void The_longest_axis_comes_first_and_points_keep_their_order()
    {
        float[][] points = [[0, 0, 1], [10, 1, 1], [20, 1, 1], [30, 0, 1]];
        var (x, y) = TemplateMap.Project(points);
        double[] along = x[0] < x[3] ? x : [.. x.Reverse()];
        Assert.Equal([0, 1 / 3.0, 2 / 3.0, 1], along, (one, other) => Math.Abs(one - other) < 0.02);
        Assert.Equal([0, 1, 1, 0], y[0] < y[1] ? y : Array.ConvertAll(y, place => 1 - place),
            (one, other) => Math.Abs(one - other) < 0.02);
    }

    [Fact]
    public void Side_tables_tell_about_accounts()
    {
        using var sample = new SampleRun();
        var known = Read(sample).Registrations;
        Assert.Equal(8, known.Count);
        var (createdAt, bannedAt) = (new DateTime(2026, 2, 27, 10, 0, 0), new DateTime(2026, 3, 3, 9, 30, 0));
        Assert.Equal(new Registration(null, createdAt, "plus", bannedAt), known["c3"]);
    }

    [Fact]
    public void The_page_says_how_the_scan_was_made()
    {
        using var sample = new SampleRun();
        var scan = Read(sample).Scan;
        Assert.Equal(("tiny", "cpu, simd", 0.75), (scan.Model, scan.Device, scan.Threshold));
        Assert.Equal("scan run 'my log.jsonl' --accounts accounts.csv --out RUN", scan.Command);
        Assert.Equal(["ingest", "embed", "join", "cluster", "score"], scan.Stages.Select(stage => stage.Name));
    }

    [Fact]
    public void A_log_without_times_has_no_timeline()
    {
        using var sample = new SampleRun(withTimes: false);
        sample.Report();
        Assert.DoesNotContain("<figure class=\"timeline\"", Html(sample), StringComparison.Ordinal);
        Assert.DoesNotContain("<figure class=\"heat\"", Html(sample), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_examples_no_prompt_is_shown()
    {
        using var sample = new SampleRun();
        sample.Report(new ReportOptions { Examples = 0 });
        Assert.DoesNotMatch(new Regex(@"Solve \d+ \+ 1\. Think"), Html(sample));
        var error = Assert.Throws<ScanException>(() => sample.Report(new ReportOptions { Examples = 99 }));
        Assert.Contains("expected 0 to 5", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Accounts_leave_under_keyed_names_where_asked_for()
    {
        using var sample = new SampleRun();
        sample.Report(new ReportOptions { AccountIds = AccountIds.Hmac });
        var first = Html(sample);
        Assert.DoesNotMatch(new Regex("<code>c[0-7]</code>"), first);
        Assert.Equal(8, new Regex("<th scope=\"row\"><code>hmac-[0-9a-f]{16}</code>").Count(first));
        // Once on the first screen, once at the campaign.
        Assert.Equal(2, new Regex("<li>Hmac-[0-9a-f]{16} and \\[e-mail\\] send it").Count(first));
        Assert.Equal(2, new Regex("<li>Hmac-[0-9a-f]{16} is \\[e-mail\\]").Count(first));
        Assert.Matches("<td>hmac-[0-9a-f]{16} and \\[e-mail\\] send it</td>", first);
        sample.Report(new ReportOptions { AccountIds = AccountIds.Raw });
        sample.Report(new ReportOptions { AccountIds = AccountIds.Hmac });
        Assert.Equal(first, Html(sample));

        var key = Path.Combine(sample.Run.Path, "key");
        File.WriteAllText(key, "a key of one's own, long enough");
        sample.Report(new ReportOptions { AccountIds = AccountIds.Hmac, AccountKey = key });
        Assert.NotEqual(first, Html(sample));
        File.WriteAllText(key, "short");
        var error = Assert.Throws<ScanException>(
            () => sample.Report(new ReportOptions { AccountIds = AccountIds.Hmac, AccountKey = key }));
        Assert.Contains("found 5 bytes, expected at least 16", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_list_of_campaigns_is_named()
    {
        var error = Assert.Throws<ScanException>(() => CampaignFile.Parse("{\"campaigns\":7}"u8, "run/campaigns.json"));
        Assert.StartsWith("run/campaigns.json: found no list of campaigns", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(23.5, 1, 24)]
    [InlineData(168, 1, 169)]
    [InlineData(336, 1, 337)]
    [InlineData(360, 2, 181)]
    [InlineData(24 * 365, 48, 183)]
    [InlineData(24 * 365 * 500, 12_167, 360)]
    public void An_axis_has_few_enough_bins(double hours, int binHours, int bins)
    {
        var axis = Timelines.Axis(
            SampleReport.Start, SampleReport.Start.AddHours(hours), Limits.ReportTimelineBinsMax);
        Assert.Equal((binHours, bins), (axis.BinHours, axis.Counts.Count));
        Assert.True(axis.End > SampleReport.Start.AddHours(hours));
        Assert.InRange(bins, 1, Limits.ReportTimelineBinsMax);
    }
}
