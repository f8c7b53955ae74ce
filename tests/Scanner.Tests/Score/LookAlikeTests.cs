using Scanner.Score;
using static Scanner.Tests.Score.PlantedLog;

namespace Scanner.Tests.Score;

/// <summary>Which innocent pattern is named, on logs made to show one each.</summary>
public sealed class LookAlikeTests
{
    private const int Days = 14;

    [Fact]
    public void A_template_of_one_organisation() => Assert.Equal(
        ("One organisation’s own template", "12 of 17 accounts"),
        Named(17, (random, account, i) => Request(random, account, i) with { Org = account < 12 ? "acme" : null }));

    [Fact]
    public void Seats_that_one_customer_pays_for() => Assert.Equal(
        ("One payer", "16 of 20 accounts"),
        Named(20, (random, account, i) =>
            Request(random, account, i) with { Payment = account < 16 ? "card" : $"card{account}" }));

    [Fact]
    public void Texts_that_go_around_within_days()
    {
        var (pattern, figure) = Named(60, (random, account, i) =>
            Request(random, account, i) with { Text = i % 5, Time = random.NextInt64(Day) });
        Assert.Equal("A prompt that went around", pattern);
        Assert.Matches("^half of its requests within 1[0-3] hours$", figure);
    }

    [Fact]
    public void Texts_that_all_send_all_the_time() => Assert.Equal(
        ("A common text, such as a task of a class or a benchmark, or a prompt from a collection",
            "all of the requests hold a text that many of the accounts send"),
        Named(60, (random, account, i) => Request(random, account, i) with { Text = i % 5 }));

    [Fact]
    public void Accounts_with_a_subject_of_their_own()
    {
        var (pattern, figure) = Named(30, (random, account, i) => Request(random, account, i) with
        {
            Vector = Near(random, Near(new Random(account), null, 0), 1),
        }, requests: 20);
        Assert.Equal("A prompt or tool that many people share", pattern);
        Assert.Matches(@"^more alike by 0\.\d\d \(in a queue, by 0\.00\)$", figure);
    }

    [Fact]
    public void A_wording_that_few_repeat() => Assert.Equal(
        ("A wording that many meet and few keep", "8 of 90 accounts repeat it"),
        Named(90, (random, account, i) => account >= 8 && i > 0 ? null : Request(random, account, i)));

    [Fact]
    public void Programs_with_settings_of_their_own() => Assert.Equal(
        ("A wording in many programs", "max_tokens differs (20 % have the most frequent value)"),
        Named(30, (random, account, i) => Request(random, account, i) with { MaxTokens = account % 5 }));

    [Fact]
    public void Where_no_pattern_shows_none_is_named() =>
        Assert.Equal("Too little to go by", Named(30, Request).Pattern);

    [Fact]
    public void Figures_name_clients_and_what_else_speaks_against_it()
    {
        var brief = Told(17, (random, account, i) => Request(random, account, i) with
        {
            Org = account < 12 ? "acme" : null,
            UserAgent = $"client{account}",
            MaxTokens = account % 5,
        }).Brief;
        Assert.StartsWith("12 of 17 accounts; 17 different clients; ", brief, StringComparison.Ordinal);
        Assert.Contains("max_tokens differs", brief, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_reported_campaign_mostly_sends()
    {
        Campaign Campaign(string id, int first, int count) => new(id, 9, "high", 90,
            [.. Enumerable.Range(first, count).Select(i => new CampaignAccount($"a{i}", 10, 10, null, null))],
            [], [], [], [], null, null);

        Assert.Equal("120 of 200 requests are of accounts of C02",
            Told(20, Request, reported: [Campaign("C01", 0, 8), Campaign("C02", 8, 12)]).Brief);
        Assert.StartsWith("Too little to go by",
            Told(20, Request, reported: [Campaign("C01", 0, 10)]).Explanation, StringComparison.Ordinal);
    }

    private static Row Request(Random random, int account, int i) => new(
        $"a{account}", true, random.NextInt64(Days * Day), Near(random, null, 0));

    /// <summary>The pattern's first words, and its first figure.</summary>
    private static (string Pattern, string Figure) Named(
        int accounts, Func<Random, int, int, Row?> request, int requests = 10)
    {
        var told = Told(accounts, request, requests);
        return (told.Explanation.Split(": ")[0], told.Brief.Split("; ")[0]);
    }

    private static LookAlike Told(int accounts, Func<Random, int, int, Row?> request, int requests = 10,
        IReadOnlyList<Campaign>? reported = null)
    {
        var log = new PlantedLog();
        var random = new Random(7);
        for (var account = 0; account < accounts; account++)
        {
            for (var i = 0; i < requests; i++)
            {
                if (request(random, account, i) is { } row)
                {
                    log.Add(row);
                }
            }
        }

        for (var i = 0; i < 500; i++)
        {
            log.Add(new Row($"other{i % 50}", false, random.NextInt64(Days * Day), Near(random, null, 0)));
        }

        var (candidate, scene) = log.Build();
        return LookAlike.Of(CampaignAssembly.Judge(candidate, scene, new ScoreOptions()), scene, reported ?? []);
    }
}
