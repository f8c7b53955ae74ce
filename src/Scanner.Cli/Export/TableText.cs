using System.Buffers;
using Scanner.Runs;

namespace Scanner.Cli.Export;

/// <summary>Writes the rows of a query as text: RFC 4180 CSV with a head, or JSON lines.</summary>
internal static class TableText
{
    // A name that no table gives to a column: DuckDB would take the column for the row.
    private const string RowName = "\"the whole row\"";

    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    /// <summary>Writes CSV; NULL is empty, times are ISO 8601 in UTC as DuckDB prints them.</summary>
    /// <returns>Rows written.</returns>
    public static long WriteCsv(Database database, string query, TextWriter output)
    {
        using var rows = database.Query($"SELECT COLUMNS(*)::VARCHAR FROM ({query})");
        output.WriteLine(string.Join(',', Enumerable.Range(0, rows.ColumnCount).Select(rows.ColumnName)));
        long count = 0;
        for (; rows.NextChunk(); count += rows.RowCount)
            for (int row = 0; row < rows.RowCount; row++)
                WriteRow(rows, row, output);
        return count;
    }

    /// <summary>Writes one JSON object a row.</summary>
    /// <returns>Rows written.</returns>
    public static long WriteJsonLines(Database database, string query, TextWriter output)
    {
        using var rows = database.Query($"SELECT to_json({RowName})::VARCHAR FROM ({query}) AS {RowName}");
        long count = 0;
        for (; rows.NextChunk(); count += rows.RowCount)
            for (int row = 0; row < rows.RowCount; row++)
                output.WriteLine(rows.Text(0, row));
        return count;
    }

    private static void WriteRow(TableReader rows, int row, TextWriter output)
    {
        for (int column = 0; column < rows.ColumnCount; column++)
        {
            if (column > 0)
                output.Write(',');
            output.Write(CsvField(rows.Text(column, row) ?? ""));
        }
        output.WriteLine();
    }

    private static string CsvField(string text) =>
        text.AsSpan().ContainsAny(Quoted) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
