using Scanner.Runs;

namespace Scanner.Report.Reading;

/// <summary>A row of a query's result; valid until the next one is read.</summary>
internal readonly struct TableRow(TableReader reader, int row)
{
    public string? Text(int column) => reader.Text(column, row);

    public long Long(int column) => reader.Column<long>(column)[row];

    public int Int(int column) => reader.Column<int>(column)[row];

    public DateTime? Time(int column) =>
        reader.IsNull(column, row) ? null : DateTime.UnixEpoch.AddMicroseconds(reader.Column<long>(column)[row]);
}

/// <summary>Reads results of a few thousand rows, where a row at a time is plainer than a column at a time.</summary>
internal static class TableRows
{
    public static IEnumerable<TableRow> Rows(this Database database, string sql)
    {
        using var reader = database.Query(sql);
        while (reader.NextChunk())
            for (var row = 0; row < reader.RowCount; row++)
                yield return new TableRow(reader, row);
    }
}
