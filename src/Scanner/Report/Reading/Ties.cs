using System.Collections.Immutable;
using Scanner.Runs;

namespace Scanner.Report.Reading;

/// <summary>
/// What ties single accounts of a campaign to others of it: a means of payment, else a block of addresses, that most of
/// its holders have within the campaign.
/// </summary>
internal static class Ties
{
    /// <summary>By campaign, the tie of each account that has one, by the account's name.</summary>
    /// <param name="database">Holds the tables of the run, and the traits.</param>
    /// <param name="names">How accounts are named.</param>
    public static Dictionary<string, ImmutableDictionary<string, Tie>> Read(Database database, AccountNames names) =>
        database.Rows($"""
            SELECT carriers.campaign, carriers.account, shared_values.trait, shared_values.value, shared_values.accounts
            FROM carriers
            JOIN traits ON traits.account = carriers.account
            JOIN shared_values ON shared_values.campaign = carriers.campaign AND shared_values.trait = traits.trait
                AND shared_values.value = traits.value
            WHERE shared_values.accounts > 1 AND shared_values.elsewhere < shared_values.accounts
                AND shared_values.trait IN ({Traits.IndexOf(SharedTrait.Payment)},
                    {Traits.IndexOf(SharedTrait.AddressBlock)})
            QUALIFY row_number() OVER (PARTITION BY carriers.campaign, carriers.account
                ORDER BY shared_values.trait, shared_values.place) = 1
            ORDER BY ALL
            """)
        .Select(row => (Campaign: row.Text(0)!, Account: names.Of(row.Text(1)!), Tie: new Tie(
            Traits.NameOf(row.Int(2)), Masking.Mask(row.Text(3)!), row.Long(4))))
        .GroupBy(row => row.Campaign).ToDictionary(
            group => group.Key, group => group.ToImmutableDictionary(row => row.Account, row => row.Tie));
}
