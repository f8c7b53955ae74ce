using Scanner.Runs;
using Scanner.Score;

namespace Scanner.Report.Reading;

/// <summary>
/// Example requests: of different accounts, and of different templates while there are any. The hash of the request's
/// id orders them, so that the choice is arbitrary and yet always the same.
/// </summary>
internal static class Examples
{
    /// <param name="database">Holds the tables of the run.</param>
    /// <param name="campaigns">The campaigns, masked: their skeletons are looked for in the examples.</param>
    /// <param name="names">How accounts are named.</param>
    /// <param name="options">How many examples, and whether what was filled in is shown.</param>
    public static ILookup<string, ExampleRequest> Read(
        Database database, IReadOnlyList<Campaign> campaigns, AccountNames names, ReportOptions options)
    {
        var templates = campaigns.ToDictionary(campaign => campaign.Id, campaign => campaign.Templates);
        return Picked(database, options.Examples).Select(row =>
        {
            var (campaign, template) = (row.Text(0)!, row.Text(3)!);
            var own = templates[campaign].Where(other => other.Id == template);
            string[] skeletons = [.. own.Concat(templates[campaign].Take(Limits.ReportTemplatesMax))
                .Select(other => other.Skeleton).Distinct()];
            return (Campaign: campaign, Example: new ExampleRequest(
                row.Text(1)!, names.Of(row.Text(2)!), template, row.Time(4), row.Text(5),
                row.Text(6) is { } system ? Shown(system, row.Text(7), row.Long(8)) : [],
                Shown(row.Text(9)!, row.Text(10), row.Long(11))));

            IReadOnlyList<Passage> Shown(string head, string? tail, long length) => Passages.Of(
                Excerpt.Of(head, tail, length, masked => FixedWording.Find(skeletons, masked) is [var found, ..]
                    ? found.Start.Value : -1),
                skeletons, options.ShowSlots);
        }).ToLookup(item => item.Campaign, item => item.Example);
    }

    private static IEnumerable<TableRow> Picked(Database database, int examplesMax) =>
        database.Rows($"""
            WITH by_template AS (
                SELECT *, row_number() OVER (
                    PARTITION BY campaign, template ORDER BY md5(request_id), request_id) AS turn
                FROM carried),
            by_account AS (
                SELECT *, row_number() OVER (PARTITION BY campaign, account ORDER BY turn, template, request_id) AS mine
                FROM by_template),
            picked AS (
                SELECT *, row_number() OVER (PARTITION BY campaign ORDER BY mine, turn, template, request_id) AS place
                FROM by_account)
            SELECT picked.campaign, picked.request_id, picked.account, picked.template, picked.timestamp, picked.model,
                {Window("system")}, {Window("whole")}
            FROM picked
            JOIN texts AS whole ON whole.row = picked.whole
            LEFT JOIN texts AS system ON system.row = picked.system
            WHERE picked.mine = 1 AND picked.place <= {examplesMax}
            ORDER BY picked.campaign, picked.place
            """);

    /// <summary>The text, or its two ends where it is long, and its length.</summary>
    private static string Window(string table) => $"""
        "left"({table}.original, {Limits.ReportWindowCharacters}),
        CASE WHEN length({table}.original) > {Limits.ReportWindowCharacters}
            THEN "right"({table}.original, {Limits.ReportWindowCharacters}) END,
        length({table}.original)
        """;
}
