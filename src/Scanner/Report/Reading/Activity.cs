using Scanner.Runs;

namespace Scanner.Report.Reading;

/// <summary>When each account of a campaign sent its requests, for the accounts that sent most.</summary>
internal static class Activity
{
    /// <summary>By campaign, rows of accounts in the order of their first request.</summary>
    /// <param name="database">Holds the tables of the run.</param>
    /// <param name="traffic">The bins.</param>
    /// <param name="campaigns">How many campaigns share the page.</param>
    /// <param name="names">How accounts are named.</param>
    public static ILookup<string, AccountActivity> Read(
        Database database, TimeSeries traffic, int campaigns, AccountNames names) =>
        database.Rows($"""
            WITH ranked AS (
                SELECT campaign, account,
                    row_number() OVER (PARTITION BY campaign ORDER BY count(*) DESC, account) AS place,
                    min(timestamp) AS first
                FROM carried WHERE timestamp IS NOT NULL GROUP BY campaign, account)
            SELECT carried.campaign, carried.account, {Timelines.Bin(traffic)}, count(*)
            FROM carried JOIN ranked ON ranked.campaign = carried.campaign AND ranked.account = carried.account
            WHERE ranked.place <= {RowsMax(traffic, campaigns)} AND timestamp IS NOT NULL
            GROUP BY carried.campaign, carried.account, ranked.first, 3
            ORDER BY carried.campaign, ranked.first, carried.account, 3
            """)
        .Select(row => (Campaign: row.Text(0)!, Account: row.Text(1)!, Bin: (int)row.Long(2), Count: (int)row.Long(3)))
        .GroupBy(row => (row.Campaign, row.Account))
        .ToLookup(group => group.Key.Campaign, group => new AccountActivity(
            names.Of(group.Key.Account), [.. group.Select(row => new BinCount(row.Bin, row.Count))]));

    /// <summary>A fair share of the cells that a page can hold.</summary>
    internal static int RowsMax(TimeSeries traffic, int campaigns) => Math.Clamp(
        Limits.ReportHeatCellsMax / Math.Max(1, traffic.Counts.Count * campaigns),
        Limits.ReportHeatRowsMin, Limits.ReportHeatRowsMax);
}
