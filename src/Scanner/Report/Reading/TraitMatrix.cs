using Scanner.Runs;

namespace Scanner.Report.Reading;

/// <summary>
/// Which accounts of a campaign have which of the most shared values, as columns of a matrix. Columns are ordered by
/// the values they have, the most shared first, so that marks stand together.
/// </summary>
internal static class TraitMatrix
{
    /// <summary>By campaign and trait: [values] ascending columns.</summary>
    public static Dictionary<(string Campaign, string Trait), IReadOnlyList<IReadOnlyList<int>>> Read(
        Database database, int columnsMax)
    {
        var found = new Dictionary<(string, string), IReadOnlyList<IReadOnlyList<int>>>();
        foreach (var campaign in Marks(database, columnsMax).GroupBy(mark => mark.Campaign))
            foreach (var (trait, holders) in Arrange([.. campaign]))
                found[(campaign.Key, Traits.NameOf(trait))] = holders;
        return found;
    }

    private static IEnumerable<(int Trait, IReadOnlyList<IReadOnlyList<int>> Holders)> Arrange(List<Mark> marks)
    {
        // An account's marks in the order of the page spell a word; equal words stand together, marks before gaps.
        var columns = marks.GroupBy(mark => mark.Account)
            .Select(group => (Account: group.Key, Word: string.Concat(
                group.OrderBy(mark => mark.Trait).ThenBy(mark => mark.Place)
                    .Select(mark => (char)('!' + mark.Trait * (Limits.ReportTraitValuesMax + 1) + mark.Place)))))
            .OrderBy(column => column.Word, StringComparer.Ordinal)
            .ThenBy(column => column.Account, StringComparer.Ordinal)
            .Select((column, index) => (column.Account, Index: index))
            .ToDictionary(column => column.Account, column => column.Index);
        return marks.GroupBy(mark => mark.Trait).Select(trait => (trait.Key,
            (IReadOnlyList<IReadOnlyList<int>>)[.. Enumerable.Range(1, (int)trait.Max(mark => mark.Place))
                .Select(place => (IReadOnlyList<int>)
                    [.. trait.Where(mark => mark.Place == place).Select(mark => columns[mark.Account]).Order()])]));
    }

    private static IEnumerable<Mark> Marks(Database database, int columnsMax) =>
        database.Rows($"""
            WITH ranked AS (
                SELECT campaign, account, sum(requests) AS requests FROM members GROUP BY campaign, account
                QUALIFY row_number() OVER (PARTITION BY campaign ORDER BY sum(requests) DESC, account)
                    <= {columnsMax})
            SELECT ranked.campaign, ranked.account, traits.trait, shared_values.place
            FROM ranked
            JOIN traits ON traits.account = ranked.account
            JOIN shared_values ON shared_values.campaign = ranked.campaign AND shared_values.trait = traits.trait
                AND shared_values.value = traits.value AND shared_values.accounts > 1
            ORDER BY ALL
            """)
        .Select(row => new Mark(row.Text(0)!, row.Text(1)!, row.Int(2), row.Long(3)));

    private readonly record struct Mark(string Campaign, string Account, int Trait, long Place);
}
