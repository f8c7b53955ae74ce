using Scanner.Cluster;
using Scanner.Ingest.Segments;
using Scanner.Score;
using Scanner.Score.Shift;
using static Scanner.Tests.Score.PlantedLog;

namespace Scanner.Tests.Score;

/// <summary>Which accounts that sent a campaign's wording are said to belong to it.</summary>
public sealed class AccountsOfCampaignTests
{
    [Theory]
    // One request of an account that sends little else, where the others send four; where they send a dozen.
    [InlineData(4, 1, 0, true)]
    [InlineData(12, 1, 0, false)]
    // One among many others is a shared phrase, however few the usual is; a few of an account that sends little else.
    [InlineData(4, 1, 30, false)]
    [InlineData(12, 2, 0, true)]
    [InlineData(40, 2, 30, false)]
    public void An_account_with_few_requests_belongs_where_the_usual_is_few_or_it_sends_little_else(
        int usual, int requests, int others, bool belongs)
    {
        var log = new PlantedLog();
        var random = new Random(3);
        for (var account = 0; account < 10; account++)
        {
            Add($"a{account}", usual, planted: true);
        }

        Add("few", requests, planted: true);
        Add("few", others, planted: false);
        Add("nobody", 100, planted: false);

        var (candidate, scene) = log.Build();
        var judged = CampaignAssembly.Judge(candidate, scene, new ScoreOptions());
        TemplateRow[] templates =
            [new(0, (int)TextKinds.Whole, 9, candidate.Requests.Length, 11, new Skeleton("explain every step", []))];
        var campaign = new CampaignComposer(
            scene, templates, new LocatedShift(null, new double[12]), new ScoreOptions()).Compose([judged], [judged])
            .Campaigns[0];
        Assert.Equal(belongs, campaign.Accounts.Any(account => account.Id == "few"));
        Assert.Equal(10, campaign.Accounts.Count(account => account.Id != "few"));

        void Add(string account, int count, bool planted)
        {
            for (var i = 0; i < count; i++)
            {
                log.Add(new Row(account, planted, random.NextInt64(7 * Day), Near(random, null, 0)));
            }
        }
    }
}
