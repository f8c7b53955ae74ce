using Scanner.Runs;
using Scanner.Score;

namespace Scanner.Report.Reading;

/// <summary>What the accounts of each campaign have in common, and how many other accounts have it, too.</summary>
internal static class Traits
{
    private const string Country = "country";

    // The names stand on the page in this order.
    private static readonly (string Key, string Name, string Sql)[] All =
    [
        ("payment", "Payment method",
            "SELECT account, payment FROM requests UNION SELECT account, payment FROM accounts"),
        ("block", "Address block", "SELECT account, block FROM requests JOIN blocks ON blocks.ip = requests.ip"),
        ("network", "Network", "SELECT account, 'AS' || asn FROM requests"),
        ("client", "Client", "SELECT account, user_agent FROM requests"),
        ("domain", "Mail domain", "SELECT account, email_domain FROM accounts"),
        ("signup", "Day of sign-up", "SELECT account, strftime(created_at, '%Y-%m-%d') FROM accounts"),
        (Country, "Country", "SELECT account, country FROM requests"),
    ];

    /// <summary>By campaign, the traits that the log knows, in the page's order.</summary>
    public static ILookup<string, SharedTrait> Shared(Database database) =>
        Read(database).Where(item => item.Key != Country)
            .ToLookup(item => item.Campaign, item => item.Trait with
            {
                Values = [.. item.Trait.Values.Where(value => value.Accounts > 1)],
            });

    /// <summary>By campaign, the countries that requests came from.</summary>
    public static ILookup<string, TraitValue> Countries(Database database) =>
        Read(database).Where(item => item.Key == Country)
            .SelectMany(item => item.Trait.Values.Select(value => (item.Campaign, Value: value)))
            .ToLookup(item => item.Campaign, item => item.Value);

    /// <summary>Finds the traits of all accounts; to be called once, before reading.</summary>
    public static void Define(Database database)
    {
        DefineBlocks(database);
        database.Execute("CREATE TABLE traits (account VARCHAR, trait INTEGER, value VARCHAR)");
        for (var trait = 0; trait < All.Length; trait++)
            database.Execute($"""
                INSERT INTO traits
                SELECT DISTINCT account, {trait}, value
                FROM ({All[trait].Sql}) AS found(account, value) WHERE value <> ''
                """);
    }

    /// <summary>The block of every address, as Score sees it.</summary>
    private static void DefineBlocks(Database database)
    {
        database.Execute("CREATE TABLE blocks (ip VARCHAR, block VARCHAR)");
        using var writer = database.Append("blocks");
        foreach (var row in database.Rows("SELECT DISTINCT ip FROM requests WHERE ip IS NOT NULL"))
        {
            if (row.Text(0) is not { } address || AddressBlock.Of(address) is not { } block) continue;
            writer.SetText(0, address);
            writer.SetText(1, block);
            writer.EndRow();
        }
    }

    private static IEnumerable<(string Campaign, string Key, SharedTrait Trait)> Read(Database database) =>
        database.Rows($"""
            WITH inside AS (
                SELECT campaign, trait, value, count(*) AS accounts
                FROM carriers JOIN traits ON traits.account = carriers.account GROUP BY ALL),
            everywhere AS (SELECT trait, value, count(*) AS accounts FROM traits GROUP BY ALL)
            SELECT inside.campaign, inside.trait, inside.value, inside.accounts, everywhere.accounts - inside.accounts,
                count(*) OVER (PARTITION BY inside.campaign, inside.trait)
            FROM inside JOIN everywhere ON everywhere.trait = inside.trait AND everywhere.value = inside.value
            QUALIFY row_number() OVER (
                PARTITION BY inside.campaign, inside.trait
                ORDER BY inside.accounts DESC, everywhere.accounts, inside.value) <= {Limits.ReportTraitValuesMax}
            ORDER BY inside.campaign, inside.trait, inside.accounts DESC, everywhere.accounts, inside.value
            """)
        .Select(row => (Campaign: row.Text(0)!, Trait: row.Int(1), Distinct: row.Long(5),
            Value: new TraitValue(row.Text(2)!, row.Long(3), row.Long(4))))
        .GroupBy(row => (row.Campaign, row.Trait, row.Distinct))
        .Select(group => (group.Key.Campaign, All[group.Key.Trait].Key,
            new SharedTrait(All[group.Key.Trait].Name, group.Key.Distinct, [.. group.Select(row => row.Value)])));
}
