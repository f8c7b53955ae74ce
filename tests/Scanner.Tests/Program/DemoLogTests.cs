using Scanner.Cli.Demo;

namespace Scanner.Tests.Program;

public sealed class DemoLogTests
{
    [Fact]
    public void Same_seed_gives_the_same_bytes()
    {
        var one = DemoFiles.Write(DemoLog.Compose(seed: 5, scale: 0.2), NewFolder());
        var two = DemoFiles.Write(DemoLog.Compose(seed: 5, scale: 0.2), NewFolder());
        var other = DemoFiles.Write(DemoLog.Compose(seed: 6, scale: 0.2), NewFolder());

        Assert.Equal(File.ReadAllBytes(one.Log), File.ReadAllBytes(two.Log));
        Assert.Equal(File.ReadAllBytes(one.Accounts), File.ReadAllBytes(two.Accounts));
        Assert.NotEqual(File.ReadAllBytes(one.Log), File.ReadAllBytes(other.Log));
    }

    [Fact]
    public void Log_is_in_order_of_time_and_names_every_account()
    {
        var log = DemoLog.Compose();

        Assert.InRange(log.Requests.Count, 3_000, 6_000);
        var times = log.Requests.Select(request => request.Time).ToList();
        Assert.Equal(times.Order(), times);
        Assert.Equal(log.Requests.Count, log.Groups.Sum(group => group.Requests.Count));
        Assert.Equal(log.Requests.Select(request => request.Account.Id).Distinct().Count(), log.Accounts.Count());
    }

    [Fact]
    public void Campaigns_are_spread_over_accounts_with_payloads_of_their_own()
    {
        var campaigns = DemoLog.Compose().Groups.Where(group => group.IsCampaign).ToList();

        Assert.Equal(3, campaigns.Count);
        foreach (var campaign in campaigns)
        {
            Assert.Equal(
                campaign.Accounts.Select(account => account.Id).Order(),
                campaign.Requests.Select(request => request.Account.Id).Distinct().Order());
            Assert.True(campaign.Accounts.Count >= 12);
            int distinct = campaign.Requests.Select(request => request.Prompt).Distinct().Count();
            Assert.True(distinct > 0.95 * campaign.Requests.Count, $"{campaign.Name}: {distinct} distinct prompts");
        }
    }

    [Fact]
    public void Everyday_prompts_rarely_repeat()
    {
        var everyday = DemoLog.Compose().Groups.Single(group => group.Name == "everyday");
        int distinct = everyday.Requests.Select(request => request.Prompt).Distinct().Count();
        Assert.True(distinct > 0.95 * everyday.Requests.Count, $"only {distinct} of {everyday.Requests.Count}");
    }

    private static string NewFolder() => Directory.CreateTempSubdirectory("scan-demo-test").FullName;
}
