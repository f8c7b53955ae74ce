using System.Text;
using Scanner.Runs;

namespace Scanner.Tests.Runs;

public sealed class DatabaseTests : IDisposable
{
    private static readonly DatabaseOptions Options = new(Threads: 2, MemoryBytesMax: 1L << 30, TempFolder: null);

    private readonly TempFolder _temp = new();
    private readonly Database _database = Database.InMemory(Options);

    public void Dispose()
    {
        _database.Dispose();
        _temp.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2047)]
    [InlineData(2048)]
    [InlineData(2049)]
    [InlineData(5000)]
    public void Every_column_type_comes_back_with_its_nulls(int rows)
    {
        _database.Execute(
            "CREATE TABLE t (b BOOLEAN, t TINYINT, i INTEGER, l BIGINT, f FLOAT, d DOUBLE, w TIMESTAMP, s VARCHAR)");
        using (var writer = _database.Append("t"))
        {
            for (var row = 0; row < rows; row++)
            {
                SetUnless(row, 0, () => writer.Set(0, row % 2 == 0));
                SetUnless(row, 1, () => writer.Set(1, (sbyte)(row % 200 - 100)));
                SetUnless(row, 2, () => writer.Set(2, row * -3));
                SetUnless(row, 3, () => writer.Set(3, row * 10_000_000_000L));
                SetUnless(row, 4, () => writer.Set(4, row / 4f));
                SetUnless(row, 5, () => writer.Set(5, row / 3d));
                SetUnless(row, 6, () => writer.Set(6, 1_700_000_000_000_000L + row));
                SetUnless(row, 7, () => writer.SetText(7, TextOf(row)));
                writer.EndRow();

                void SetUnless(int row, int column, Action set)
                {
                    if (IsNull(row, column))
                        writer.SetNull(column);
                    else
                        set();
                }
            }
        }

        var read = 0;
        using var reader = _database.Query("SELECT * FROM t");
        Assert.Equal(8, reader.ColumnCount);
        Assert.Equal("s", reader.ColumnName(7));
        while (reader.NextChunk())
        {
            for (var i = 0; i < reader.RowCount; i++, read++)
            {
                for (var column = 0; column < 8; column++)
                    Assert.Equal(IsNull(read, column), reader.IsNull(column, i));
                Check(0, read, read % 2 == 0, reader.Column<bool>(0)[i]);
                Check(1, read, (sbyte)(read % 200 - 100), reader.Column<sbyte>(1)[i]);
                Check(2, read, read * -3, reader.Column<int>(2)[i]);
                Check(3, read, read * 10_000_000_000L, reader.Column<long>(3)[i]);
                Check(4, read, read / 4f, reader.Column<float>(4)[i]);
                Check(5, read, read / 3d, reader.Column<double>(5)[i]);
                Check(6, read, 1_700_000_000_000_000L + read, reader.Column<long>(6)[i]);
                Assert.Equal(IsNull(read, 7) ? null : TextOf(read), reader.Text(7, i));
            }
        }
        Assert.Equal(rows, read);

        static void Check<T>(int column, int row, T expected, T found)
        {
            if (!IsNull(row, column))
                Assert.Equal(expected, found);
        }
    }

    [Fact]
    public void Columns_that_were_not_set_are_null()
    {
        _database.Execute("CREATE TABLE t (a INTEGER, b VARCHAR)");
        using (var writer = _database.Append("t"))
        {
            writer.Set(0, 1);
            writer.SetText(1, "set");
            writer.EndRow();
            writer.EndRow();
            writer.Set(0, 3);
            writer.SetNull(0);
            writer.EndRow();
        }
        Assert.Equal(["1|set", "NULL|NULL", "NULL|NULL"], Rows("SELECT a::VARCHAR, b FROM t"));
    }

    [Fact]
    public void Order_is_kept_over_many_chunks_and_threads()
    {
        using var database = Database.InMemory(Options with { Threads = 4 });
        database.Execute("CREATE TABLE t AS SELECT i FROM range(1000000) r(i)");
        using var reader = database.Query("SELECT i FROM t WHERE i % 3 = 0");
        var expected = 0L;
        while (reader.NextChunk())
            foreach (var value in reader.Column<long>(0))
            {
                Assert.Equal(expected, value);
                expected += 3;
            }
        Assert.Equal(1_000_002, expected);
    }

    [Fact]
    public void A_table_can_be_appended_to_while_it_is_read()
    {
        _database.Execute("CREATE TABLE source AS SELECT i FROM range(10000) r(i); CREATE TABLE target (i BIGINT)");
        using (var reader = _database.Query("SELECT i FROM source"))
        using (var writer = _database.Append("target"))
            while (reader.NextChunk())
                foreach (var value in reader.Column<long>(0))
                {
                    writer.Set(0, value);
                    writer.EndRow();
                }
        Assert.Equal(["10000|49995000"], Rows("SELECT count(*)::VARCHAR, sum(i)::VARCHAR FROM target"));
    }

    [Fact]
    public void Lists_and_structs_come_as_json() =>
        Assert.Equal(
            ["[1,2,3]|{\"a\":\"x\",\"b\":null}"], Rows("SELECT to_json([1, 2, 3]), to_json({a: 'x', b: NULL})"));

    [Fact]
    public void Extensions_that_stages_need_are_built_in() =>
        Assert.Equal(
            ["json", "parquet"],
            Rows("""
                SELECT extension_name FROM duckdb_extensions()
                WHERE loaded AND install_mode = 'STATICALLY_LINKED' AND extension_name IN ('json', 'parquet') ORDER BY 1
                """));

    [Fact]
    public void Errors_are_DuckDBs_own_words()
    {
        Expect.Error<DatabaseException>(() => _database.Execute("SELECT * FROM nowhere"), "nowhere");
        Expect.Error<DatabaseException>(() => _database.Query("SELECT * FROM nowhere"), "nowhere");
        Expect.Error<DatabaseException>(() => _database.Append("nowhere"), "nowhere");
        Expect.Error<DatabaseException>(() => _database.SaveParquet("SELECT 1", _temp["no/x"]), _temp["no/x"]);
    }

    [Fact]
    public void An_error_on_the_way_is_not_taken_for_the_end()
    {
        using var reader = _database.Query(
            "SELECT CASE WHEN i = 300000 THEN error('half way') ELSE i END FROM range(400000) r(i)");
        var error = Assert.Throws<DatabaseException>(() =>
        {
            while (reader.NextChunk())
                Assert.True(reader.RowCount > 0);
        });
        Assert.Contains("half way", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_of_another_type_is_refused()
    {
        using var reader = _database.Query("SELECT 1::INTEGER AS n, 'x' AS s, sum(1) AS h");
        Assert.True(reader.NextChunk());
        var error = Assert.Throws<InvalidOperationException>(() => reader.Column<long>(0));
        Assert.Equal("column 0 (n): found Integer, read as Int64. Cast it in the query.", error.Message);
        Assert.Throws<InvalidOperationException>(() => reader.Column<float>(0));
        Assert.Throws<InvalidOperationException>(() => reader.Text(0, 0));
        Assert.Throws<InvalidOperationException>(() => reader.Column<int>(1));
        Assert.Equal((Int128)1, reader.Column<Int128>(2)[0]);

        _database.Execute("CREATE TABLE t (n BIGINT)");
        using var writer = _database.Append("t");
        Assert.Throws<InvalidOperationException>(() => writer.Set(0, 1));
        Assert.Throws<InvalidOperationException>(() => writer.Set(0, DateTime.UnixEpoch));
        Assert.Throws<InvalidOperationException>(() => writer.SetText(0, "1"));
    }

    [Fact]
    public void Bytes_that_are_not_text_are_refused()
    {
        _database.Execute("CREATE TABLE t (s VARCHAR)");
        using (var writer = _database.Append("t"))
        {
            Assert.Throws<ArgumentException>(() => writer.SetUtf8(0, [0xff, 0xfe]));
            writer.SetUtf8(0, "a\0b, more than twelve"u8);
            writer.EndRow();
            writer.SetText(0, "\ud800");
            writer.EndRow();
        }
        Assert.Equal(["a\0b, more than twelve", "\ufffd"], Rows("SELECT s FROM t"));
    }

    [Fact]
    public void Literals_and_identifiers_are_quoted()
    {
        Assert.Equal(["it's; -- \"x\""], Rows($"SELECT {Database.Literal("it's; -- \"x\"")}"));
        _database.Execute($"CREATE TABLE {Database.Identifier("a \"b\"")} (i INTEGER)");
        Assert.Throws<ArgumentException>(() => Database.Literal("\0"));
    }

    [Fact]
    public void Cancellation_interrupts_a_query()
    {
        using var source = new CancellationTokenSource();
        using var database = Database.InMemory(Options with { Cancellation = source.Token });
        source.CancelAfter(TimeSpan.FromMilliseconds(50));
        Assert.Throws<OperationCanceledException>(() => database.Execute(
            "SELECT max(a.i * b.i % 7) FROM range(10000000) a(i), range(10000000) b(i)"));
    }

    [Fact]
    public void Memory_beyond_the_limit_is_an_error_that_says_so()
    {
        using var database = Database.InMemory(Options with { MemoryBytesMax = 32 << 20 });
        var error = Assert.Throws<DatabaseException>(() => database.Execute(
            "CREATE TABLE t AS SELECT i, hash(i)::VARCHAR AS s FROM range(10000000) r(i)"));
        Assert.Contains("memory", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsNull(int row, int column) => (row + column) % 5 == 0;

    private static string TextOf(int row) => (row % 6) switch
    {
        0 => "",
        1 => "exactly 12 b",
        2 => "just 13 bytes",
        3 => "🦆🦆🦆",
        4 => string.Concat(Enumerable.Repeat("long 🦆 text ", row % 50 + 1)),
        _ => row.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    private List<string> Rows(string sql)
    {
        var rows = new List<string>();
        using var reader = _database.Query(sql);
        while (reader.NextChunk())
            for (var row = 0; row < reader.RowCount; row++)
            {
                var line = new StringBuilder();
                for (var column = 0; column < reader.ColumnCount; column++)
                    line.Append(column == 0 ? "" : "|").Append(reader.Text(column, row) ?? "NULL");
                rows.Add(line.ToString());
            }
        return rows;
    }
}
