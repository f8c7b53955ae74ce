using Scanner.Runs;

namespace Scanner.Report.Reading;

/// <summary>
/// When accounts of a campaign sent their requests. Of many accounts some are taken, evenly spaced in the order of
/// their first request, so that those who came late are seen, too.
/// </summary>
internal static class Activity
{
    /// <summary>By campaign, rows of accounts in the order of their first request.</summary>
    /// <param name="database">Holds the tables of the run.</param>
    /// <param name="traffic">The bins.</param>
    /// <param name="rowsMax">Accounts a campaign.</param>
    /// <param name="names">How accounts are named.</param>
    public static ILookup<string, AccountActivity> Read(
        Database database, TimeSeries traffic, int rowsMax, AccountNames names) =>
        database.Rows($"""
            WITH ranked AS (
                SELECT campaign, account,
                    row_number() OVER (PARTITION BY campaign ORDER BY min(timestamp), account) AS place,
                    count(*) OVER (PARTITION BY campaign) AS accounts
                FROM carried WHERE timestamp IS NOT NULL GROUP BY campaign, account)
            SELECT carried.campaign, carried.account, {Timelines.Bin(traffic)}, count(*)
            FROM carried JOIN ranked ON ranked.campaign = carried.campaign AND ranked.account = carried.account
            WHERE timestamp IS NOT NULL AND (ranked.accounts <= {rowsMax}
                OR ranked.place * {rowsMax} // ranked.accounts > (ranked.place - 1) * {rowsMax} // ranked.accounts)
            GROUP BY carried.campaign, carried.account, ranked.place, 3
            ORDER BY carried.campaign, ranked.place, 3
            """)
        .Select(row => (Campaign: row.Text(0)!, Account: row.Text(1)!, Bin: (int)row.Long(2), Count: (int)row.Long(3)))
        .GroupBy(row => (row.Campaign, row.Account))
        .ToLookup(group => group.Key.Campaign, group => new AccountActivity(
            names.Of(group.Key.Account), [.. group.Select(row => new BinCount(row.Bin, row.Count))]));
}
