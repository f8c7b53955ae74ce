using Scanner.Runs;

namespace Scanner.Report.Reading;

/// <summary>What is known about the accounts of campaigns: from the side table, else from their requests.</summary>
internal static class Registrations
{
    public static Dictionary<string, Registration> Read(Database database, AccountNames names) =>
        database.Rows("""
            WITH seen AS (
                SELECT account, max(org) AS org, max(plan) AS plan FROM requests
                WHERE account IN (SELECT account FROM carriers) GROUP BY account)
            SELECT seen.account, coalesce(accounts.org, seen.org), accounts.created_at,
                coalesce(accounts.plan, seen.plan), accounts.banned_at
            FROM seen LEFT JOIN accounts ON accounts.account = seen.account
            """)
        .Select(row => (
            Account: names.Of(row.Text(0)!), Known: new Registration(
                row.Text(1) is { } org ? names.OfOrganisation(org) : null, row.Time(2),
                row.Text(3) is { } plan ? Masking.Mask(plan) : null, row.Time(4))))
        .DistinctBy(item => item.Account).ToDictionary(item => item.Account, item => item.Known);

    /// <summary>Every account and organisation of the log.</summary>
    public static HashSet<string> AllNames(Database database) =>
        [.. database.Rows("""
            SELECT account FROM requests UNION SELECT org FROM requests UNION SELECT org FROM accounts
            """).Select(row => row.Text(0)).OfType<string>()];

    /// <summary>Days within the traffic's span on which accounts of each campaign were banned.</summary>
    public static ILookup<string, BanDay> Bans(Database database, TimeSeries traffic) =>
        database.Rows("""
            SELECT carriers.campaign, date_trunc('day', accounts.banned_at)::TIMESTAMP, count(DISTINCT carriers.account)
            FROM carriers JOIN accounts ON accounts.account = carriers.account
            WHERE accounts.banned_at IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2
            """)
        .Select(row => (Campaign: row.Text(0)!, Ban: new BanDay(row.Time(1)!.Value, row.Long(2))))
        .Where(item => item.Ban.Day >= traffic.Start && item.Ban.Day < traffic.End)
        .ToLookup(item => item.Campaign, item => item.Ban);

    /// <summary>Releases of models within the traffic's span.</summary>
    public static List<ModelRelease> Releases(Database database, TimeSeries traffic) =>
        [.. database.Rows("""
            SELECT model, released_at FROM releases WHERE released_at IS NOT NULL ORDER BY released_at, model
            """)
            .Select(row => new ModelRelease(row.Text(0)!, row.Time(1)!.Value))
            .Where(release => release.ReleasedAt >= traffic.Start && release.ReleasedAt < traffic.End)];
}
