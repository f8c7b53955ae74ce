using Scanner.Runs;

namespace Scanner.Tests.Runs;

public sealed class ParquetTests : IDisposable
{
    // Three row groups and a bit, so that several threads have something to do.
    private const int Rows = 3 * Limits.ParquetRowGroupRows + 1000;

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("source")]
    [InlineData("SELECT * FROM source;")]
    [InlineData("SELECT * FROM source WHERE i % 7 < 3 OR i BETWEEN 100000 AND 200000")]
    [InlineData("SELECT i, unnest(range(i % 5)) AS n FROM source -- as people type it")]
    [InlineData("SELECT s, min(i) AS first FROM source GROUP BY s ORDER BY first")]
    [InlineData("SELECT i AS \"a b\", i + 1 AS i FROM source")]
    [InlineData("SELECT * FROM read_json('{json}')")]
    [InlineData("SELECT i, count(*) AS n FROM source WHERE i < 0 GROUP BY i")]
    [InlineData("SELECT a.i, b.s FROM source a POSITIONAL JOIN source b", true)]
    public void The_same_rows_are_the_same_bytes_whatever_the_threads(string query, bool isSequential = false)
    {
        var files = new List<byte[]>();
        foreach (var threads in (int[])[1, 2, 3, 8])
        {
            using var database = Database.InMemory(new DatabaseOptions(threads, 1L << 30, TempFolder: null));
            database.Execute($"""
                CREATE TABLE source AS
                SELECT i, 'text ' || hash(i) % 5000 AS s, CASE WHEN i % 7 > 0 THEN i / 3 END AS d
                FROM range({Rows}) r(i)
                """);
            if (!File.Exists(_temp["x.json"]))
                database.Execute($"COPY (SELECT * FROM source ORDER BY i) TO {Database.Literal(_temp["x.json"])}");
            var sql = query.Replace("{json}", _temp["x.json"], StringComparison.Ordinal);
            database.SaveParquet(sql, _temp["x.parquet"], isSequential);
            files.Add(File.ReadAllBytes(_temp["x.parquet"]));
        }
        Assert.All(files, file => Assert.True(files[0].AsSpan().SequenceEqual(file)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2049)]
    [InlineData(Limits.ParquetRowGroupRows + 1)]
    public void Rows_come_back_in_order(int rows)
    {
        using var database = Database.InMemory(new DatabaseOptions(2, 1L << 30, TempFolder: null));
        database.Execute("CREATE TABLE t (i INTEGER, s VARCHAR)");
        using (var writer = database.Append("t"))
            for (var row = 0; row < rows; row++)
            {
                writer.Set(0, row * 31 % 1009);
                if (row % 3 > 0)
                    writer.SetText(1, row % 3 == 1 ? "" : "longer than 12 bytes");
                writer.EndRow();
            }
        database.SaveParquet("t", _temp["it's.parquet"]);

        using var reader = database.Query($"SELECT * FROM {Database.Literal(_temp["it's.parquet"])}");
        Assert.Equal(["i", "s"], [reader.ColumnName(0), reader.ColumnName(1)]);
        var read = 0;
        while (reader.NextChunk())
            for (var i = 0; i < reader.RowCount; i++, read++)
            {
                Assert.Equal(read * 31 % 1009, reader.Column<int>(0)[i]);
                Assert.Equal((read % 3) switch { 0 => null, 1 => "", _ => "longer than 12 bytes" }, reader.Text(1, i));
            }
        Assert.Equal(rows, read);
    }

    [Fact]
    public void A_file_that_is_cut_off_is_an_error_that_names_it()
    {
        using var database = Database.InMemory(new DatabaseOptions(1, 1L << 30, TempFolder: null));
        database.SaveParquet("SELECT 1 AS i", _temp["x.parquet"]);
        File.WriteAllBytes(_temp["x.parquet"], File.ReadAllBytes(_temp["x.parquet"])[..^20]);
        var query = $"SELECT * FROM {Database.Literal(_temp["x.parquet"])}";
        Expect.Error<DatabaseException>(() => database.Query(query), "x.parquet");
    }
}
