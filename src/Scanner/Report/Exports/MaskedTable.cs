using System.Text.Json;
using Scanner.Cluster;
using Scanner.Report.Reading;
using Scanner.Runs;

namespace Scanner.Report.Exports;

/// <summary>What a column of a table holds that may not leave a run as it is.</summary>
public enum MaskedColumn
{
    /// <summary>Accounts or organisations, which leave under the names asked for.</summary>
    Account,

    /// <summary>What users wrote: secrets are masked.</summary>
    Text,

    /// <summary>The slots of a template as JSON: without examples unless those are to be shown.</summary>
    Slots,
}

/// <summary>Masks the columns of a query's rows.</summary>
public static class MaskedTable
{
    // A name that no table gives to a column.
    private const string Place = "place in the order of rows";

    /// <summary>A query for the same rows in the same order, masked; makes the tables that it needs.</summary>
    /// <param name="database">Where the query runs; to be used for one masked query only.</param>
    /// <param name="query">The rows.</param>
    /// <param name="columns">Text columns and what they hold.</param>
    /// <param name="names">How accounts are named.</param>
    /// <param name="showSlots">Whether examples of slots are kept.</param>
    public static string Define(Database database, string query, IReadOnlyDictionary<string, MaskedColumn> columns,
        AccountNames names, bool showSlots)
    {
        if (columns.Count == 0) return query;
        database.Execute("CREATE TABLE shown (named VARCHAR, value VARCHAR, mask VARCHAR)");
        using (var writer = database.Append("shown"))
        {
            foreach (var (column, holds) in columns)
                foreach (var row in database.Rows($"SELECT DISTINCT {Database.Identifier(column)} FROM ({query})"))
                {
                    if (row.Text(0) is not { } value) continue;
                    writer.SetText(0, column);
                    writer.SetText(1, value);
                    writer.SetText(2, Shown(value, holds, names, showSlots));
                    writer.EndRow();
                }
        }
        var replaced = columns.Keys.Select((column, i) => $"m{i}.mask AS {Database.Identifier(column)}");
        var joins = columns.Keys.Select((column, i) =>
            $"LEFT JOIN shown AS m{i} ON m{i}.named = {Database.Literal(column)} "
            + $"AND m{i}.value = rows.{Database.Identifier(column)}");
        return $"""
            SELECT * EXCLUDE ("{Place}") FROM (
                SELECT rows.* REPLACE ({string.Join(", ", replaced)})
                FROM (SELECT *, row_number() OVER () AS "{Place}" FROM ({query})) AS rows
                {string.Join('\n', joins)})
            ORDER BY "{Place}"
            """;
    }

    private static string Shown(string value, MaskedColumn holds, AccountNames names, bool showSlots) => holds switch
    {
        MaskedColumn.Account => names.Of(value),
        MaskedColumn.Slots => JsonSerializer.Serialize(
            JsonSerializer.Deserialize<Slot[]>(value)!.Select(slot => MaskedCampaigns.Masked(slot, showSlots))),
        _ => Masking.Mask(value),
    };
}
