using Microsoft.Playwright;
using Scanner.Report;
using Scanner.Report.Page;
using Scanner.Runs;

namespace Scanner.Tests.Report;

/// <summary>Pages of more campaigns than stand open; skipped where no Chromium is installed.</summary>
public sealed class ManyCampaignsTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const int Campaigns = Limits.ReportCampaignRowsMax + 20;

    // The last one, and an account that only it has.
    private const string Last = "C999";
    private const string Nowhere = "acct_of_the_last";

    private static readonly Markup Page = ReportPage.Of(Content());

    /// <summary>The last campaign differs from all others in its accounts.</summary>
    private static ReportContent Content()
    {
        var many = SampleReport.Many(Campaigns, accounts: 30);
        var last = many.Found.Campaigns[^1];
        var own = last with
        {
            Id = Last,
            Accounts = [last.Accounts[0] with { Id = Nowhere }, .. last.Accounts.Skip(1)],
        };
        return many with { Found = many.Found with { Campaigns = [.. many.Found.Campaigns.SkipLast(1), own] } };
    }

    [SkippableFact]
    public async Task Without_scripts_every_campaign_is_there_to_read()
    {
        await using var view = await chromium.Open(Page, scripts: false);
        Assert.Equal(Campaigns, await view.Page.Locator("article table.accounts").CountAsync());
        await Follow(view);
        Assert.Empty(view.Complaints);
    }

    [SkippableFact]
    public async Task A_link_into_a_campaign_opens_it()
    {
        await using var view = await chromium.Open(Page);
        await Follow(view);
        // Its tables and charts are alive.
        var head = view.Page.Locator($"#{Last} table.accounts th").First;
        await head.Locator("button").ClickAsync();
        Assert.Equal("ascending", await head.GetAttributeAsync("aria-sort"));
        await view.Page.Locator($"#{Last} .timeline > svg").FocusAsync();
        await view.Page.Keyboard.PressAsync("ArrowRight");
        Assert.NotEmpty(await view.Page.Locator($"#{Last} .timeline output").InnerTextAsync());
        Assert.Empty(view.Complaints);
    }

    [SkippableFact]
    public async Task Sorting_and_searching_reach_campaigns_beyond_the_first_rows()
    {
        await using var view = await chromium.Open(Page);
        var rows = view.Page.Locator("table.campaigns.sortable tbody tr");
        Assert.Equal(Limits.ReportCampaignRowsMax, await rows.CountAsync());
        await view.Page.Locator("table.campaigns.sortable th button").First.ClickAsync();
        Assert.Equal(Campaigns, await rows.CountAsync());
        await view.Page.Locator("#campaigns input").First.FillAsync(Last);
        Assert.Equal([Last], await rows.Locator("b").AllInnerTextsAsync());
        Assert.Equal(0, await view.Page.Locator("#campaigns details").CountAsync());
    }

    [SkippableFact]
    public async Task An_address_of_a_campaigns_part_leads_there()
    {
        await using var view = await chromium.Open(Page);
        await view.Page.EvaluateAsync($"() => location.hash = '{Last}-who'");
        await Assertions.Expect(view.Page.Locator($"#{Last}-who h3")).ToBeInViewportAsync();
        await using var opened = await chromium.Open(Page, hash: $"{Last}-who");
        await Assertions.Expect(opened.Page.Locator($"#{Last}-who h3")).ToBeInViewportAsync();
    }

    [SkippableFact]
    public async Task An_account_is_found_in_a_campaign_that_nobody_opened()
    {
        await using var view = await chromium.Open(Page);
        await view.Page.Locator("#find-account").FillAsync(Nowhere);
        var hit = view.Page.Locator("output.found a");
        Assert.Equal([Last], await hit.AllInnerTextsAsync());
        await view.Page.Locator("#find-account").PressAsync("Enter");
        var rows = view.Page.Locator($"#{Last} table.accounts tbody tr");
        Assert.Equal(1, await rows.CountAsync());
        await Assertions.Expect(rows).ToBeInViewportAsync();
    }

    [SkippableFact]
    public async Task All_of_them_are_opened_for_print_and_in_quiet_times()
    {
        await using var view = await chromium.Open(Page);
        await view.Page.EvaluateAsync("() => dispatchEvent(new Event('beforeprint'))");
        Assert.Equal(Campaigns, await view.Page.Locator("article table.accounts").CountAsync());
        Assert.True(await view.Page.Locator($"table.campaigns a[href='#{Last}']").IsVisibleAsync());
        await using var idle = await chromium.Open(Page);
        await Assertions.Expect(idle.Page.Locator("article > noscript")).ToHaveCountAsync(0);
        Assert.Empty(idle.Complaints);
    }

    /// <summary>From the row of the last campaign to the campaign.</summary>
    private static async Task Follow(PageView view)
    {
        await view.Page.Locator("#campaigns summary").ClickAsync();
        await view.Page.Locator($"table.campaigns a[href='#{Last}']").ClickAsync();
        await Assertions.Expect(view.Page.Locator($"#{Last} .first-look")).ToBeInViewportAsync();
    }
}
