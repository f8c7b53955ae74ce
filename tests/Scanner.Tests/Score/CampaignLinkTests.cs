using Scanner.Score;
using static Scanner.Tests.Score.PlantedLog;

namespace Scanner.Tests.Score;

/// <summary>Campaigns are linked where they have more in common than chance gives, and only there.</summary>
public sealed class CampaignLinkTests
{
    private const int Accounts = 600;

    [Fact]
    public void A_pool_that_serves_both_links_them()
    {
        var link = Assert.Single(Links(Range(0, 30), Range(20, 50))[0]);
        Assert.Equal(("C02", "actors"), (link.Campaign, link.By));
        Assert.True(link.PValue < 1e-3);
        Assert.StartsWith("10 of 30 accounts, those of one organisation ", link.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Strangers_are_not_linked() =>
        Assert.All(Links(Range(0, 30), Range(30, 60), Range(60, 90)), links => Assert.Empty(links));

    [Fact]
    public void Sets_drawn_by_chance_are_not_linked()
    {
        var random = new Random(1);
        var linked = 0;
        for (var trial = 0; trial < 200; trial++)
        {
            int[] Drawn() => [.. Range(0, Accounts).OrderBy(_ => random.Next()).Take(60)];
            linked += Links(Drawn(), Drawn())[0].Count;
        }

        // At one in a thousand for each log, 200 give none or, seldom, one.
        Assert.InRange(linked, 0, 1);
    }

    [Fact]
    public void A_shared_payment_links_them_and_a_common_block_does_not()
    {
        var link = Assert.Single(Links([.. Range(0, 30)], [.. Range(30, 60)], payment: account =>
            account is >= 20 and < 40 ? "one" : $"own{account}")[0]);
        Assert.Equal("payment", link.By);
        Assert.Empty(Links(Range(0, 30), Range(30, 60), ip: account => $"10.0.{account % 2}.7")[0]);
    }

    [Fact]
    public void Responses_that_come_back_link_who_cleans_to_who_collects()
    {
        var links = Links(Range(0, 30), Range(30, 60), bringsBack: account => account < 30 ? $"a{account + 30}" : null);
        Assert.Equal("replay", Assert.Single(links[0]).By);
        Assert.Equal("What the model answered to accounts of this campaign comes back in prompts of C01.",
            Assert.Single(links[1]).Text);
        Assert.Empty(Links(Range(0, 30), Range(30, 60),
            bringsBack: account => account < 30 ? $"a{account + 300}" : null)[0]);
    }

    private static int[] Range(int from, int to) => [.. Enumerable.Range(from, to - from)];

    private static IReadOnlyList<CampaignLink>[] Links(params int[][] campaigns) => Links(campaigns, null, null, null);

    private static IReadOnlyList<CampaignLink>[] Links(int[] one, int[] other, Func<int, string>? payment = null,
        Func<int, string>? ip = null, Func<int, string?>? bringsBack = null) =>
        Links([one, other], payment, ip, bringsBack);

    private static IReadOnlyList<CampaignLink>[] Links(int[][] campaigns, Func<int, string>? payment,
        Func<int, string>? ip, Func<int, string?>? bringsBack)
    {
        var log = new PlantedLog();
        var vector = Near(new Random(1), null, 0);
        for (var i = 0; i < 5; i++)
        {
            for (var account = 0; account < Accounts; account++)
            {
                log.Add(new Row($"a{account}", true, (i * Day) + account, vector, payment?.Invoke(account),
                    ip?.Invoke(account), BringsBack: i == 4 ? bringsBack?.Invoke(account) : null));
            }
        }

        var (_, scene) = log.Build();
        var codes = scene.Population.Requests.Accounts;
        return new CampaignLinks(scene, [.. campaigns.Select((accounts, i) =>
        {
            var set = accounts.Select(account => Array.IndexOf(codes.Values, $"a{account}")).ToArray();
            var requests = Range(0, codes.Codes.Length).Where(request => set.Contains(codes.Codes[request]));
            return ($"C{i + 1:00}", set, requests.ToArray());
        })]).Find();
    }
}
