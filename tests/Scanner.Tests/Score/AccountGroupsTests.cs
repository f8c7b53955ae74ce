using FsCheck;
using FsCheck.Fluent;
using Scanner.Score;

namespace Scanner.Tests.Score;

public sealed class AccountGroupsTests
{
    [Fact]
    public void Sets_of_nearly_the_same_accounts_are_one_group()
    {
        int[][] sets = [[0, 1, 2, 3, 4], [5, 6, 7], [0, 1, 2, 3, 9], [5, 6, 7, 8], [1, 7]];

        var groups = AccountGroups.Of(sets, 10, 0.6);

        Assert.Equal([[0, 2], [1, 3], [4]], groups);
    }

    [Fact]
    public void A_set_joins_the_leader_it_is_most_like()
    {
        int[][] sets = [[0, 1, 2, 3], [2, 3, 4, 5], [2, 3, 4]];

        Assert.Equal([[0], [1, 2]], AccountGroups.Of(sets, 6, 0.4));
    }

    [Fact]
    public void Every_set_is_in_one_group_and_like_its_leader()
    {
        var joined = 0;
        Prop.ForAll(Gen.Choose(0, 9).ArrayOf().ArrayOf().ToArbitrary(), drawn =>
        {
            int[][] sets = [.. drawn.Select(set => set.Distinct().ToArray())];
            var groups = AccountGroups.Of(sets, 10, 0.5);
            joined += groups.Sum(group => group.Count - 1);
            return groups.SelectMany(group => group).Order().SequenceEqual(Enumerable.Range(0, sets.Length))
                && groups.All(group => group.Skip(1).All(set => Jaccard(sets[set], sets[group[0]]) >= 0.5));
        }).QuickCheckThrowOnFailure();
        Assert.True(joined > 100);
    }

    [Theory]
    [InlineData(0.4)]
    [InlineData(0.6)]
    [InlineData(1)]
    public void The_groups_are_those_of_comparing_all_sets(double jaccardMin)
    {
        var joined = 0;
        Prop.ForAll(Gen.Choose(0, 14).ArrayOf().ArrayOf().ToArbitrary(), drawn =>
        {
            int[][] sets = [.. drawn.Select(set => set.Distinct().ToArray())];
            var groups = AccountGroups.Of(sets, 15, jaccardMin);
            joined += groups.Sum(group => group.Count - 1);
            return groups.Select(group => string.Join(' ', group))
                .SequenceEqual(ByDefinition(sets, jaccardMin).Select(group => string.Join(' ', group)));
        }).QuickCheckThrowOnFailure();
        Assert.True(joined > 20);
    }

    private static List<List<int>> ByDefinition(int[][] sets, double jaccardMin)
    {
        var groups = new List<List<int>>();
        for (var set = 0; set < sets.Length; set++)
        {
            var best = groups.Where(group => sets[set].Intersect(sets[group[0]]).Any()
                    && Jaccard(sets[set], sets[group[0]]) >= jaccardMin)
                .MaxBy(group => Jaccard(sets[set], sets[group[0]]));
            if (best is null) groups.Add([set]);
            else best.Add(set);
        }

        return groups;
    }

    private static double Jaccard(int[] left, int[] right) =>
        (double)left.Intersect(right).Count() / left.Union(right).Count();
}
