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
        ("payment", SharedTrait.Payment,
            "SELECT account, payment FROM requests UNION SELECT account, payment FROM accounts"),
        ("block", SharedTrait.AddressBlock,
            "SELECT account, block FROM requests JOIN blocks ON blocks.ip = requests.ip"),
        ("network", SharedTrait.Network, "SELECT account, 'AS' || asn FROM requests"),
        ("client", SharedTrait.Client, "SELECT account, user_agent FROM requests"),
        ("domain", SharedTrait.MailDomain, "SELECT account, email_domain FROM accounts"),
        ("signup", "Day of sign-up", "SELECT account, strftime(created_at, '%Y-%m-%d') FROM accounts"),
        (Country, "Country", "SELECT account, country FROM requests"),
    ];

    /// <summary>By campaign, the traits that the log knows, in the page's order.</summary>
    /// <param name="database">Holds the tables of the run.</param>
    /// <param name="columnsMax">Accounts, those with most requests, that the matrix tells of.</param>
    public static ILookup<string, SharedTrait> Shared(Database database, int columnsMax)
    {
        var holders = TraitMatrix.Read(database, columnsMax);
        return Read(database).Where(item => item.Key != Country)
            .ToLookup(item => item.Campaign, item => item.Trait with
            {
                Values = [.. item.Trait.Values.Where(value => value.Accounts > 1)],
                Holders = holders.GetValueOrDefault((item.Campaign, item.Trait.Name)) ?? [],
            });
    }

    /// <summary>Where a trait stands among all, by its name on the page.</summary>
    internal static int IndexOf(string name) => Array.FindIndex(All, trait => trait.Name == name);

    /// <summary>The trait's name on the page.</summary>
    internal static string NameOf(int trait) => All[trait].Name;

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
        DefineShared(database);
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

    /// <summary>The most shared values of each trait in each campaign, with their place.</summary>
    private static void DefineShared(Database database) => database.Execute($"""
        CREATE TABLE shared_values AS
        WITH inside AS (
            SELECT campaign, trait, value, count(*) AS accounts
            FROM carriers JOIN traits ON traits.account = carriers.account GROUP BY ALL),
        everywhere AS (SELECT trait, value, count(*) AS accounts FROM traits GROUP BY ALL)
        SELECT inside.campaign, inside.trait, inside.value, inside.accounts,
            everywhere.accounts - inside.accounts AS elsewhere,
            count(*) OVER (PARTITION BY inside.campaign, inside.trait) AS distinct_values,
            row_number() OVER (
                PARTITION BY inside.campaign, inside.trait
                ORDER BY inside.accounts DESC, everywhere.accounts, inside.value) AS place
        FROM inside JOIN everywhere ON everywhere.trait = inside.trait AND everywhere.value = inside.value
        QUALIFY place <= {Limits.ReportTraitValuesMax}
        """);

    private static IEnumerable<(string Campaign, string Key, SharedTrait Trait)> Read(Database database) =>
        database.Rows("""
            SELECT campaign, trait, value, accounts, elsewhere, distinct_values FROM shared_values
            ORDER BY campaign, trait, place
            """)
        .Select(row => (Campaign: row.Text(0)!, Trait: row.Int(1), Distinct: row.Long(5),
            Value: new TraitValue(Masking.Mask(row.Text(2)!), row.Long(3), row.Long(4))))
        .GroupBy(row => (row.Campaign, row.Trait, row.Distinct))
        .Select(group => (group.Key.Campaign, All[group.Key.Trait].Key,
            new SharedTrait(All[group.Key.Trait].Name, group.Key.Distinct, [.. group.Select(row => row.Value)])));
}
