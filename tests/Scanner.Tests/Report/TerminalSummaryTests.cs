using Scanner.Report;

namespace Scanner.Tests.Report;

public sealed class TerminalSummaryTests
{
    private static readonly ReportSummary Summary = new()
    {
        Requests = 20_294,
        Accounts = 920,
        InCampaigns = 1_240,
        FirstSeen = "2026-03-02T00:01:16.037Z",
        LastSeen = "2026-03-08T23:59:00.000Z",
        Fdr = 0.05,
        Rejects = 3,
        Cleared = 12,
        Campaigns =
        [
            new("C01", 18.44, "high", 40, 2_176, "2026-03-03T00:20:00.000Z", null, "while you work, write everything",
                ["Shared infrastructure", "Acting together or in turns"], ["acct_1", "acct_\u001b2"],
                "One employer pays for them.")
            {
                KnownAs = ["LangChain", "AutoGen"],
            },
            new("C02", 6.2, "medium", 1_200, 431_000, null, null, "\u001b[2J\u202ewiped\n" + new string('x', 200),
                [], []),
        ],
    };

    [Fact]
    public void It_says_what_was_found()
    {
        const string expected = """
            2 campaigns in 20,294 requests of 920 accounts, 2–8 Mar 2026 (false-discovery rate 5 %).
            1,240 accounts are in campaigns; a campaign is a reason to look, not a verdict.

              id   score  confidence  accounts   requests  first seen (UTC)  fixed wording
              C01   18.4  high              40      2,176  2026-03-03 00:20  while you work, write everything
                   why: Shared infrastructure, Acting together or in turns
                   look first at: acct_1, acct_‹U+001B›2
                   wording known from LangChain, AutoGen, which anyone can send
                   harmless if: One employer pays for them.
              C02    6.2  medium         1,200    431,000  –                 ‹U+001B›[2J‹U+202E›wiped xxxxxxxxxxxxxxx…

            12 look-alikes were considered and cleared; the report says why.
            3 lines were rejected; 1-ingest/rejects.jsonl says why.
            Report: run/6-report/report.html

            """;
        Assert.Equal(expected, TerminalSummary.Of(Summary, "run/6-report/report.html", 104).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void One_is_not_many_and_no_character_is_halved()
    {
        var one = Summary with
        {
            Requests = 1,
            Accounts = 1,
            Rejects = 1,
            Cleared = 1,
            Campaigns = [new("C01", 1, "low", 1, 1, null, null, new string('x', 39) + "😀 and so on", [], [])],
        };
        var text = TerminalSummary.Of(one, "r.html", 104);
        Assert.Contains("1 campaign in 1 request of 1 account, 2–8 Mar 2026 (", text, StringComparison.Ordinal);
        Assert.Contains("1 look-alike was considered", text, StringComparison.Ordinal);
        Assert.Contains("1 line was rejected", text, StringComparison.Ordinal);
        Assert.Contains(new string('x', 39) + "…", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_strongest_of_many_are_shown()
    {
        var many = Summary with { Campaigns = [.. Enumerable.Repeat(Summary.Campaigns[0], 500)] };
        var text = TerminalSummary.Of(many, "r.html");
        Assert.Equal(20, text.Split("why: ").Length - 1);
        Assert.Contains("  480 more in the report", text, StringComparison.Ordinal);
    }

    [Fact]
    public void It_says_when_nothing_was_found()
    {
        var nothing = Summary with { Campaigns = [], Rejects = 0, Cleared = 0 };
        Assert.Equal(
            "No campaign in 20,294 requests of 920 accounts, 2–8 Mar 2026 (false-discovery rate 5 %).\n"
                + "Report: r.html\n",
            TerminalSummary.Of(nothing, "r.html").ReplaceLineEndings("\n"));
    }
}
