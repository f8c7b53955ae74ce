using System.Text.RegularExpressions;
using Scanner.Report;
using Scanner.Report.Page;
using Scanner.Score;

namespace Scanner.Tests.Report;

public sealed class PageTests
{
    private static string Page(ReportContent content) => ReportPage.Of(content).ToString();

    [Fact]
    public void A_page_without_campaigns_says_so()
    {
        var sample = SampleReport.Content();
        var nothing = sample.Found with { Campaigns = [], Considered = [] };
        var html = Page(sample with { Found = nothing, Details = [], Traffic = null });
        Assert.Contains("<h1>No campaign found</h1>", html, StringComparison.Ordinal);
        Assert.Contains("id=\"limits\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_campaign_of_which_little_is_known_is_shown()
    {
        var sample = SampleReport.Content();
        var bare = sample.Found.Campaigns[0] with
        {
            Evidence = [],
            Against = [],
            Capabilities = [],
            FirstSeen = null,
            LastSeen = null,
            Templates = [new CampaignTemplate("T1", "whole", "{text}", [], 1, 1)],
        };
        var found = sample.Found with { Campaigns = [bare] };
        var html = Page(sample with { Found = found, Details = [CampaignDetail.Empty], Traffic = null });
        Assert.Contains("<h1>1 campaign found</h1>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_names_nothing_outside_itself()
    {
        var html = Page(SampleReport.Content());
        Assert.DoesNotMatch(new Regex("""\s(?:src|href|action|style|on\w+)="(?!#)"""), html);
        Assert.Single(Regex.Matches(html, "<script"));
        Assert.Contains("default-src &#39;none&#39;", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Elements_that_open_close()
    {
        var open = new Stack<string>();
        var page = Page(SampleReport.Content());
        var html = Regex.Replace(page, "<(style|script)>.*?</\\1>", "", RegexOptions.Singleline);
        foreach (Match tag in Regex.Matches(html, "<(/?)([a-z][a-z0-9]*)[^>]*?(/?)>"))
        {
            if (tag.Groups[3].Length > 0 || tag.Groups[2].Value is "meta" or "input") continue;
            if (tag.Groups[1].Length == 0) open.Push(tag.Groups[2].Value);
            else Assert.Equal(tag.Groups[2].Value, open.Pop());
        }
        Assert.Empty(open);
        var ids = Regex.Matches(html, " id=\"([^\"]*)\"").Select(id => id.Groups[1].Value).ToList();
        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public void Long_lists_of_accounts_are_cut_and_say_where_the_rest_is()
    {
        var html = Page(SampleReport.Content(firstAccounts: 3_000));
        Assert.Contains("The 500 accounts with most requests of 3,000", html, StringComparison.Ordinal);
        Assert.Contains("scan export RUN members", html, StringComparison.Ordinal);
        Assert.True(html.Length < 1_000_000);
    }

    [Fact]
    public void A_page_of_500_campaigns_and_20_000_accounts_is_below_15_MB()
    {
        var sample = SampleReport.Many(campaigns: 500, accounts: 20_000);
        var html = Page(sample);
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(html), 5_000_000, 15_000_000);
        // Also the last account of the largest campaign can be searched for.
        Assert.Contains(SampleReport.Account(19_999), Page(SampleReport.Content(firstAccounts: 20_000)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Every_kind_of_evidence_is_explained()
    {
        Assert.Equal(EvidenceChannels.Weights.Keys.Order(), Channel.All.Select(channel => channel.Key).Order());
        var html = Page(SampleReport.Content());
        Assert.All(Channel.All.Select(channel => $"id=\"words-{channel.Key}\""),
            id => Assert.Contains(id, html, StringComparison.Ordinal));
        Assert.Equal("Some new channel", Channel.Of("some_new_channel").Name);
    }

    [Fact]
    public void Links_within_the_page_lead_somewhere()
    {
        var html = Page(SampleReport.Content());
        var ids = Regex.Matches(html, " id=\"([^\"]*)\"").Select(id => id.Groups[1].Value).ToHashSet();
        var targets = Regex.Matches(html, "href=\"#([^\"]*)\"").Select(link => link.Groups[1].Value).ToList();
        Assert.NotEmpty(targets);
        Assert.All(targets, target => Assert.Contains(target, ids));
    }

    [Fact]
    public void Accounts_to_look_at_first_are_not_banned_and_tied_to_others()
    {
        var sample = SampleReport.Content();
        var busiest = FirstLook.Accounts(sample, 0)[0];
        var banned = sample with
        {
            Registrations = new Dictionary<string, Registration>(sample.Registrations)
            {
                [busiest.Id] = new Registration(null, null, null, SampleReport.Start),
            },
        };
        Assert.DoesNotContain(busiest, FirstLook.Accounts(banned, 0));
        var other = sample.Found.Campaigns[0].Accounts[^1];
        var tied = sample with
        {
            Details = [sample.Details[0] with
            {
                Ties = new Dictionary<string, Tie> { [other.Id] = new Tie("Payment id", "124e72e36de3c5fd", 9) },
            }, .. sample.Details.Skip(1)],
        };
        Assert.Equal(other, FirstLook.Accounts(tied, 0)[0]);
        Assert.Contains("same payment id as 8 others (124e72e36de3c5fd)", Page(tied), StringComparison.Ordinal);
    }

    [Fact]
    public void Look_alikes_of_one_pattern_stand_together()
    {
        var html = Page(SampleReport.Content());
        Assert.Equal(["A wording that many meet", "Other templates"], Regex.Matches(html,
            "<h3>([^<]+) <span class=\"note\">\\d+ templates?</span></h3>").Select(match => match.Groups[1].Value));
        var group = html.IndexOf("Hardly any account repeats it.", StringComparison.Ordinal);
        string[] order = ["<b>T7</b>", "3 of 311 accounts repeat it; 45 different clients", "<b>T12</b>", "<b>T31</b>",
            "its users work at their own hours"];
        var places = order.Select(text => html.IndexOf(text, group, StringComparison.Ordinal)).ToList();
        Assert.All(places.Prepend(group).Zip(places), pair => Assert.True(pair.First < pair.Second));
    }

    [Fact]
    public void Weights_and_the_rarity_of_campaigns_make_up_the_score()
    {
        // The sample's weights are 18.4 together.
        var sample = SampleReport.Content();
        var rare = sample.Found with { Campaigns = [sample.Found.Campaigns[0] with { Score = 13.8 }] };
        Assert.Contains("score 13.8, the weights below and −4.6 for the rarity",
            Page(sample with { Found = rare }), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_as_common_elsewhere_is_only_named()
    {
        var sample = SampleReport.Content();
        var found = sample.Found with { Campaigns = [sample.Found.Campaigns[0]] };
        var html = Page(sample with { Found = found });
        Assert.Contains("<code>langchain-client/0.3.9</code>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<code>llm-node/2.4.1</code>", html, StringComparison.Ordinal);
        Assert.Contains("about as common elsewhere: llm-node/2.4.1", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new long[] { 0, 4, 4, 4, 4, 4, 4, 0 }, "steady")]
    [InlineData(new long[] { 1, 1, 1, 3, 3, 3 }, "growing, × 3")]
    [InlineData(new long[] { 4, 4, 4, 0, 1, 1 }, "fading, × 0.2")]
    [InlineData(new long[] { 0, 0, 5, 5, 0 }, "too short to tell")]
    [InlineData(new long[0], "too short to tell")]
    public void Growth_is_told_in_words(long[] counts, string wording) =>
        Assert.Equal(wording, Growth.InWords(counts));

    [Fact]
    public void Campaigns_that_share_accounts_are_named()
    {
        var sample = SampleReport.Content();
        var overlaps = Scanner.Report.Reading.Overlaps.Of(sample.Found.Campaigns, sample.Details);
        // The sample's campaigns have their first accounts in common, and the details of all are the same.
        Assert.Equal([("C02", 12), ("C03", 5)], overlaps[0].Select(overlap => (overlap.Campaign, overlap.Accounts)));
        Assert.Contains("Address block 244.105.248.0/24", overlaps[2][0].Values);
    }

    [Theory]
    [InlineData(0.0342, "p = 0.034")]
    [InlineData(1, "p = 1")]
    [InlineData(3.2e-9, "p = 3 × 10⁻⁹")]
    [InlineData(9.9e-5, "p = 10⁻⁴")]
    [InlineData(0, "p < 10⁻³⁰⁷")]
    public void Chances_are_readable(double p, string wording) => Assert.Equal(wording, Wording.PValue(p));

    [Theory]
    [InlineData(0.5, "1.6 times")]
    [InlineData(7.3, "1,500 times")]
    [InlineData(23.1, "10¹⁰ times")]
    public void Likelihood_ratios_are_readable(double logarithm, string wording) =>
        Assert.Equal(wording, Wording.Times(logarithm));
}
