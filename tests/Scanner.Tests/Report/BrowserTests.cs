using Microsoft.Playwright;
using Scanner.Report.Page;

namespace Scanner.Tests.Report;

/// <summary>The page as a browser shows it; skipped where no Chromium is installed.</summary>
public sealed class BrowserTests(Chromium chromium) : IClassFixture<Chromium>
{
    [SkippableFact]
    public async Task The_page_is_quiet_and_reaches_nothing()
    {
        await using var view = await chromium.Open(ReportPage.Of(SampleReport.Content()));
        await view.Page.Mouse.WheelAsync(0, 20_000);
        Assert.Equal([view.Url], view.Requests);
        Assert.Empty(view.Complaints);
    }

    [SkippableFact]
    public async Task The_policy_is_in_force()
    {
        await using var view = await chromium.Open(ReportPage.Of(SampleReport.Content()));
        var ran = await view.Page.EvaluateAsync<bool>("""
            () => {
              const script = document.createElement('script');
              script.textContent = 'window.ran = true';
              document.body.append(script);
              return window.ran === true;
            }
            """);
        Assert.False(ran);
        Assert.Contains(view.Complaints, text => text.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task Tables_sort_by_pointer_and_keyboard()
    {
        await using var view = await chromium.Open(ReportPage.Of(SampleReport.Content()));
        var head = view.Page.Locator("table.campaigns th").Filter(new() { HasText = "Requests" });
        var button = head.Locator("button");
        Assert.Equal(["C01", "C02", "C03"], await Ids(view));
        await button.ClickAsync();
        Assert.Equal("descending", await head.GetAttributeAsync("aria-sort"));
        Assert.Equal(["C01", "C02", "C03"], await Ids(view));
        await button.FocusAsync();
        await view.Page.Keyboard.PressAsync("Enter");
        Assert.Equal("ascending", await head.GetAttributeAsync("aria-sort"));
        Assert.Equal(["C03", "C02", "C01"], await Ids(view));
        Assert.Equal(1, await view.Page.Locator("table.campaigns th[aria-sort]").CountAsync());
    }

    [SkippableFact]
    public async Task Accounts_can_be_searched()
    {
        await using var view = await chromium.Open(ReportPage.Of(SampleReport.Content()));
        await view.Page.Locator("#C01 input[type=search]").FillAsync(SampleReport.Account(7).ToUpperInvariant());
        var shown = view.Page.Locator("#C01 table.accounts tbody tr:visible code");
        Assert.Equal([SampleReport.Account(7)], await shown.AllInnerTextsAsync());
    }

    [SkippableFact]
    public async Task A_hostile_prompt_is_shown_as_text()
    {
        await using var view = await chromium.Open(ReportPage.Of(SampleReport.Content()));
        var shown = await view.Page.Locator("#C01 .example").Nth(1).Locator("pre").Last.InnerTextAsync();
        Assert.Equal(
            SampleReport.Hostile.Replace("\u202e", "‹U+202E›", StringComparison.Ordinal)
                .Replace("\u202c", "‹U+202C›", StringComparison.Ordinal)
                .Replace("\0", "‹U+0000›", StringComparison.Ordinal),
            shown);
        Assert.Equal("3 campaigns found · Scanner", await view.Page.TitleAsync());
        Assert.Equal(1, await view.Page.Locator("script").CountAsync());
        Assert.Equal(0, await view.Page.Locator("img").CountAsync());
        Assert.Empty(view.Complaints);
    }

    [SkippableFact]
    public async Task A_campaign_is_one_jump_away_and_its_chart_has_marks()
    {
        await using var view = await chromium.Open(ReportPage.Of(SampleReport.Content()));
        await view.Page.Locator("table.campaigns a").Nth(1).ClickAsync();
        await Assertions.Expect(view.Page.Locator("#C02 h2")).ToBeInViewportAsync();
        var box = await view.Page.Locator("#C02 .campaign-panel path").BoundingBoxAsync();
        Assert.NotNull(box);
        Assert.True(box.Width > 300 && box.Height > 40);
        // Days and releases are drawn once, and used by each timeline.
        Assert.Equal(1, await view.Page.Locator("#axis .release").CountAsync());
        var axis = await view.Page.Locator("#C02 .timeline use[href='#axis']").BoundingBoxAsync();
        Assert.NotNull(axis);
        Assert.InRange(axis.Width, box.Width - 1, box.Width + 60);
    }

    [SkippableFact]
    public async Task A_timeline_is_read_with_arrow_keys()
    {
        await using var view = await chromium.Open(ReportPage.Of(SampleReport.Content()));
        await view.Page.Locator("#C01 .timeline > svg").FocusAsync();
        await view.Page.Keyboard.PressAsync("ArrowRight");
        await view.Page.Keyboard.PressAsync("ArrowRight");
        var readout = await view.Page.Locator("#C01 .timeline output").InnerTextAsync();
        Assert.StartsWith("2026-03-02 01:00: 0, outside ", readout, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData(".spark path")]
    [InlineData(".scores rect.reported")]
    [InlineData(".scores rect.cleared")]
    [InlineData(".map circle.reported")]
    [InlineData("#C01 .evidence svg rect")]
    [InlineData("#C01 .timeline .campaign-panel path")]
    [InlineData("#C01 .timeline .traffic-panel use")]
    [InlineData("#C01 .timeline use[href='#axis']")]
    [InlineData("#C01 .timeline .ban")]
    [InlineData("#C01 .heat path")]
    [InlineData("#C01 .shared path")]
    public async Task Every_chart_has_marks(string marks)
    {
        await using var view = await chromium.Open(ReportPage.Of(SampleReport.Content()));
        var mark = view.Page.Locator(marks).First;
        await mark.ScrollIntoViewIfNeededAsync();
        var box = await mark.BoundingBoxAsync();
        Assert.NotNull(box);
        Assert.True(box.Width > 0 && box.Height > 0, $"{box.Width} × {box.Height}");
        // A mark as light as the paper is none.
        var (fill, stroke) = (await Style(mark, "fill"), await Style(mark, "stroke"));
        Assert.True(fill != "none" || stroke != "none");
    }

    [SkippableFact]
    public async Task A_heat_map_tells_account_and_time()
    {
        await using var view = await chromium.Open(ReportPage.Of(SampleReport.Content()));
        var chart = view.Page.Locator("#C01 .heat > svg");
        await chart.ScrollIntoViewIfNeededAsync();
        await chart.HoverAsync(new() { Position = new() { X = 2, Y = 4 } });
        Assert.Equal($"{SampleReport.Account(0)}, 2026-03-02 00:00",
            await view.Page.Locator("#C01 .heat output").InnerTextAsync());
    }

    [SkippableFact]
    public async Task Searching_and_sorting_reach_accounts_that_have_no_row()
    {
        await using var view = await chromium.Open(ReportPage.Of(SampleReport.Content(firstAccounts: 3_000)));
        var rows = view.Page.Locator("#C01 table.accounts tbody tr");
        Assert.Equal(500, await rows.CountAsync());
        await view.Page.Locator("#C01 input[type=search]").FillAsync(SampleReport.Account(2_999));
        Assert.Equal([SampleReport.Account(2_999)], await rows.Locator("code").AllInnerTextsAsync());
        await view.Page.Locator("#C01 input[type=search]").FillAsync("");
        await view.Page.Locator("#C01 table.accounts th button").First.ClickAsync();
        var least = Enumerable.Range(0, 3_000).Select(SampleReport.Account).Order(StringComparer.Ordinal).First();
        Assert.Equal(least, await rows.First.Locator("code").InnerTextAsync());
        Assert.Empty(view.Complaints);
    }

    [SkippableFact]
    public async Task An_account_is_found_in_all_campaigns_at_once()
    {
        await using var view = await chromium.Open(ReportPage.Of(SampleReport.Content()));
        await view.Page.Locator("#find-account").FillAsync(SampleReport.Account(3));
        Assert.Equal(["C01", "C02", "C03"], await view.Page.Locator("output.found a").AllInnerTextsAsync());
        await view.Page.Locator("#find-account").FillAsync("acct_nobody");
        Assert.Equal("In no campaign.", await view.Page.Locator("output.found").InnerTextAsync());
    }

    [SkippableFact]
    public async Task The_first_screen_leads_to_the_accounts_to_look_at_first()
    {
        var sample = SampleReport.Content();
        var first = FirstLook.Accounts(sample, 0);
        await using var view = await chromium.Open(ReportPage.Of(sample));
        var names = view.Page.Locator(".begin a code");
        Assert.Equal(first.Select(account => account.Id), await names.AllInnerTextsAsync());
        await Assertions.Expect(names.First).ToBeInViewportAsync();
        await names.First.ClickAsync();
        var row = view.Page.Locator("#C01 table.accounts tr:target");
        Assert.Equal(first[0].Id, await row.Locator("code").InnerTextAsync());
        await Assertions.Expect(row).ToBeInViewportAsync();
    }

    [SkippableFact]
    public async Task Wording_of_a_public_harness_is_said_to_be_known()
    {
        var sample = SampleReport.Content();
        var (campaign, cleared) = (sample.Found.Campaigns[0], sample.Found.Considered);
        var known = sample.Found with
        {
            Campaigns =
            [
                campaign with { Templates = [campaign.Templates[0] with { KnownAs = "LangChain" }] },
                .. sample.Found.Campaigns.Skip(1),
            ],
            Considered = [cleared[0], cleared[1] with { KnownAs = "Aider" }, cleared[2]],
        };
        await using var view = await chromium.Open(ReportPage.Of(sample with { Found = known }));
        var note = view.Page.Locator("p.known");
        Assert.Equal(1, await note.CountAsync());
        await view.Page.Locator("table.campaigns a").First.ClickAsync();
        await Assertions.Expect(note).ToBeInViewportAsync();
        Assert.Equal("Wording known from LangChain: anyone can send it, and it counts for nothing. If you trust it, "
            + "allow it: write the line bundled: harnesses into a file and run scan rethreshold RUN --allow FILE.",
            await note.InnerTextAsync());
        Assert.Equal("known from LangChain", await view.Page.Locator("#C01 .template .known").InnerTextAsync());
        var row = view.Page.Locator(".cleared tbody tr").Filter(new() { HasText = "known from" });
        Assert.StartsWith("T31", await row.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(view.Complaints);
    }

    [SkippableFact]
    public async Task A_narrow_screen_shows_why_a_template_was_cleared()
    {
        await using var view = await chromium.Open(ReportPage.Of(SampleReport.Content()), 390);
        var why = view.Page.Locator("table.cleared tbody td:last-child").First;
        await why.ScrollIntoViewIfNeededAsync();
        var box = await why.BoundingBoxAsync();
        Assert.NotNull(box);
        Assert.True(box.X >= 0 && box.Width > 300 && box.X + box.Width <= 390, $"{box.X} + {box.Width}");
    }

    [SkippableFact]
    public async Task Hostile_text_breaks_nothing_wherever_it_stands()
    {
        await using var view = await chromium.Open(ReportPage.Of(SampleReport.AllHostile(100_000)));
        await view.Page.Mouse.WheelAsync(0, 50_000);
        await view.Page.Locator("table.campaigns th button").First.ClickAsync();
        await view.Page.Locator("#find-account").FillAsync("script");
        Assert.Equal("1 campaign found · Scanner", await view.Page.TitleAsync());
        Assert.Equal(1, await view.Page.Locator("script").CountAsync());
        Assert.Equal(0, await view.Page.Locator("img").CountAsync());
        Assert.Empty(await view.Page.Locator("a:not([href^='#'])").AllAsync());
        Assert.Equal([view.Url], view.Requests);
        Assert.Empty(view.Complaints);
        Assert.True(await view.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") <= 1280);
    }

    [SkippableTheory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task The_page_fits_the_screen(int width)
    {
        await using var view = await chromium.Open(ReportPage.Of(SampleReport.Content()), width);
        Assert.True(await view.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") <= width);
    }

    private static Task<string> Style(ILocator mark, string name) =>
        mark.EvaluateAsync<string>($"mark => getComputedStyle(mark)['{name}']");

    private static Task<IReadOnlyList<string>> Ids(PageView view) =>
        view.Page.Locator("table.campaigns tbody b").AllInnerTextsAsync();
}
