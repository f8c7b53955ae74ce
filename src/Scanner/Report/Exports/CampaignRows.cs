using Scanner.Report.Reading;
using Scanner.Runs;

namespace Scanner.Report.Exports;

/// <summary>Rows of a table that belong to one campaign.</summary>
public static class CampaignRows
{
    /// <summary>A query for those rows.</summary>
    /// <param name="database">Where the query runs.</param>
    /// <param name="query">All rows.</param>
    /// <param name="column">The column that names the campaign.</param>
    /// <param name="campaign">Which one.</param>
    /// <exception cref="ScanException">No row belongs to it.</exception>
    public static string Of(Database database, string query, string column, string campaign)
    {
        var name = Database.Identifier(column);
        var known = database.Rows($"SELECT DISTINCT {name} FROM ({query}) ORDER BY 1")
            .Select(row => row.Text(0)!).ToList();
        return known.Contains(campaign)
            ? $"SELECT * FROM ({query}) WHERE {name} = {Database.Literal(campaign)}"
            : throw new ScanException($"--campaign: found '{campaign}', expected one of {string.Join(", ", known)}.");
    }
}
