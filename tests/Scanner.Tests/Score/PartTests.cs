using Scanner.Score;
using static Scanner.Tests.Score.PlantedLog;

namespace Scanner.Tests.Score;

/// <summary>A turn that a campaign's prompts share with those of strangers makes the strangers no part of it.</summary>
public sealed class PartTests
{
    private static readonly ScoreOptions Options = new();

    [Fact]
    public void A_template_that_stands_in_anothers_requests_anyway_adds_only_strangers()
    {
        var (set, population) = Log(besides: 1).Templates();
        var candidate = Candidate.Of([0, 1], set, population, Options.RepeatsMin);
        Assert.Equal([0], candidate.Templates);
        Assert.Equal(12, candidate.Members.Length);
    }

    [Fact]
    public void A_template_of_requests_of_its_own_brings_its_accounts()
    {
        var (set, population) = Log(besides: null).Templates();
        var candidate = Candidate.Of([0, 1], set, population, Options.RepeatsMin);
        Assert.Equal([0, 1], candidate.Templates);
        Assert.Equal(20, candidate.Members.Length);
    }

    [Fact]
    public void What_is_left_of_a_candidate_is_counted_anew()
    {
        var (set, population) = Log(besides: 1).Templates();
        var candidate = Candidate.Of([1], set, population, Options.RepeatsMin);
        var campaign = Candidate.Of([0], set, population, Options.RepeatsMin).Requests.ToHashSet();
        var rest = candidate.Without(campaign.Contains, population, Options.RepeatsMin)!;
        Assert.Equal(candidate.Requests.Except(campaign), rest.Requests);
        Assert.Equal(rest.Requests.Length, rest.TemplateOf.Length);
        Assert.Equal(8, rest.Members.Length);
        Assert.Equal(rest.Members, rest.Carriers);
        Assert.Null(candidate.Without(_ => true, population, Options.RepeatsMin));
    }

    [Theory]
    // Strangers who use a turn of a campaign's prompts are none, however strong the turn looks with the campaign's.
    [InlineData(1, 1)]
    [InlineData(-1000, 2)]
    public void A_weaker_candidate_is_weighed_without_what_a_stronger_one_explains(double reportMin, int campaigns)
    {
        var log = Log(besides: 1);
        var (set, _) = log.Templates();
        var (strong, scene) = log.Build();
        var weak = Candidate.Of([1], set, scene.Population, Options.RepeatsMin);
        Judged[] judged = [new(strong, [], -99, 9), new(weak, [], -99, 8)];
        var found = CampaignAssembly.Assemble(judged, set, scene, Options with { ReportMin = reportMin });
        Assert.Equal(campaigns, found.Count);
    }

    /// <summary>
    /// Twelve accounts that send template 0, and with or without it template 1, which eight strangers send, too.
    /// </summary>
    private static PlantedLog Log(int? besides)
    {
        var log = new PlantedLog();
        var random = new Random(5);
        for (var account = 0; account < 20; account++)
        {
            for (var i = 0; i < 14; i++)
            {
                log.Add(new Row($"a{account}", true, random.NextInt64(7 * Day), Near(random, null, 0),
                    Template: account < 12 && (besides is not null || i < 12) ? 0 : 1,
                    Besides: account < 12 && i < 6 ? besides : null));
            }
        }

        for (var i = 0; i < 600; i++)
        {
            log.Add(new Row($"other{i % 60}", false, random.NextInt64(7 * Day), Near(random, null, 0)));
        }

        return log;
    }
}
