using Microsoft.Playwright;
using Scanner.Report.Page;
using Scanner.Score;

namespace Scanner.Tests.Report;

/// <summary>
/// What somebody who never saw a report finds within a minute; skipped where no Chromium is installed.
/// </summary>
public sealed class FirstScreenTests(Chromium chromium) : IClassFixture<Chromium>
{
    // A laptop's.
    private const int Height = 800;

    // Four words a second, which leaves time to look up.
    private const int WordsOfAMinute = 240;

    [SkippableFact]
    public async Task It_says_which_accounts_why_and_what_would_clear_them()
    {
        var sample = SampleReport.Content();
        await using var view = await chromium.Open(ReportPage.Of(sample));
        var begin = view.Page.Locator(".begin");
        Assert.Equal(["Look at first", "Why it is reported", "What would clear it and take off the score"],
            await begin.Locator("h3").AllInnerTextsAsync());
        var columns = begin.Locator(".first-look > div");
        Assert.Equal(FirstLook.Accounts(sample, 0).Select(account => account.Id),
            await columns.Nth(0).Locator("code").AllInnerTextsAsync());
        await Assertions.Expect(columns.Nth(1)).ToContainTextAsync(
            "40 accounts, no two of one organisation, repeat the same wording");
        await Assertions.Expect(columns.Nth(2)).ToContainTextAsync(
            "One employer pays for 9 of them: ask whose payment id 124e72e36de3c5fd is (−4.8). See: What they share");
        // Spread and infrastructure, 0.52 and 0.26 of 18.4; synchrony's schedule, 0.28.
        await Assertions.Expect(columns.Nth(2)).ToContainTextAsync("the score falls from 18.4 to −1.2: not reported.");
        var tops = new List<float>();
        for (var i = 0; i < 3; i++)
        {
            var box = await columns.Nth(i).BoundingBoxAsync();
            Assert.True(box!.Y + box.Height <= Height, $"{box.Y} + {box.Height}");
            tops.Add(box.Y);
        }
        Assert.Single(tops.Distinct());
    }

    [SkippableFact]
    public async Task It_shows_the_wording_and_leads_to_the_template_it_names()
    {
        await using var view = await chromium.Open(ReportPage.Of(SampleReport.Content()));
        await Assertions.Expect(view.Page.Locator(".begin h2 q"))
            .ToContainTextAsync("while you work, write everything");
        var template = view.Page.Locator("#C01-T1");
        await Assertions.Expect(template).Not.ToBeInViewportAsync();
        await view.Page.Locator(".begin a", new() { HasTextString = "T1" }).ClickAsync();
        await Assertions.Expect(template).ToBeInViewportAsync();
    }

    [SkippableFact]
    public async Task It_names_the_evidence_that_remains()
    {
        var sample = SampleReport.Content();
        var first = sample.Found.Campaigns[0];
        var steady = new Evidence("rhythm", 0, 0.01, 3.5, "They send by day and night.");
        var more = sample with
        {
            Found = sample.Found with
            {
                Campaigns = [first with { Score = first.Score + 3.5, Evidence = [.. first.Evidence, steady] }],
            },
        };
        await using var view = await chromium.Open(ReportPage.Of(more));
        await Assertions.Expect(view.Page.Locator(".begin .first-look > div").Last).ToContainTextAsync(
            "the score falls from 21.9 to 2.3: still reported, with medium confidence, for machine rhythm.");
    }

    [SkippableFact]
    public async Task It_explains_its_words_where_they_are_used()
    {
        await using var view = await chromium.Open(ReportPage.Of(SampleReport.Content()));
        var legend = view.Page.Locator(".legend");
        Assert.Equal(["Template", "Score", "Confidence"], await legend.Locator("dt").AllInnerTextsAsync());
        await Assertions.Expect(legend).ToContainTextAsync("medium from 2 on; low from 1.5 on, the least reported");
        var box = await legend.BoundingBoxAsync();
        Assert.True(box!.Y + box.Height <= Height, $"{box.Y} + {box.Height}");
        await Assertions.Expect(view.Page.Locator("h1 + .lede")).ToContainTextAsync(
            "suspected of copying what the model can do");
    }

    [SkippableFact]
    public async Task It_is_read_within_a_minute()
    {
        await using var view = await chromium.Open(ReportPage.Of(SampleReport.Content()));
        var words = 0;
        foreach (var part in new[] { "h1", "h1 + .lede", ".begin" })
            words += (await view.Page.Locator(part).InnerTextAsync())
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        Assert.InRange(words, 80, WordsOfAMinute);
    }

    [SkippableTheory]
    [InlineData("C01", "#C01 h2")]
    [InlineData("C03", "#C03 h2")]
    [InlineData("C02-who", "#C02-who h3")]
    [InlineData("C01-first2", "#C01-first2 code")]
    [InlineData("words", "#words h2")]
    public async Task An_address_within_the_report_opens_there(string hash, string heading)
    {
        await using var view = await chromium.Open(ReportPage.Of(SampleReport.Content()), hash: hash);
        await Assertions.Expect(view.Page.Locator(heading)).ToBeInViewportAsync();
        var shown = await view.Page.ScreenshotAsync();
        await view.Page.GotoAsync("about:blank");
        // A picture of nothing is some kilobytes large.
        Assert.True(shown.Length > 4 * (await view.Page.ScreenshotAsync()).Length, $"{shown.Length} bytes");
        Assert.Empty(view.Complaints);
    }
}
