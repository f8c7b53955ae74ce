using System.Globalization;

namespace Scanner.Runs;

/// <summary>
/// A DuckDB database in memory, used through its C API. Rows keep their order. Every reader and writer has a
/// connection of its own, so a query may be read while a table is appended to; a query sees what was committed when
/// it began. Use plain tables: TEMP tables belong to one connection. Nothing is loaded from the network.
/// </summary>
public sealed class Database : IDisposable
{
    // A name that no query gives to a column of its own.
    private const string PlaceColumn = "place in the order of rows";

    private readonly DatabaseOptions _options;
    private nint _database;
    private Connection? _connection;

    private Database(DatabaseOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MemoryBytesMax, 1);
        _options = options;
        _database = Open(Settings(options));
        try
        {
            _connection = Connect();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>A database in memory, empty; what does not fit spills, see <see cref="DatabaseOptions"/>.</summary>
    /// <exception cref="ScanException">DuckDB's native library is missing.</exception>
    public static Database InMemory(DatabaseOptions options) => new(options);

    /// <summary>Runs one or more statements to their end.</summary>
    /// <exception cref="DatabaseException">A statement failed; the message is DuckDB's.</exception>
    public void Execute(string sql)
    {
        var connection = _connection ?? throw new ObjectDisposedException(nameof(Database));
        connection.ThrowIfCancelled();
        var state = DuckDb.Query(connection.Handle, sql, out var result);
        var message = state == DuckDb.Success ? null : DuckDb.Message(DuckDb.ResultError(ref result));
        DuckDb.DestroyResult(ref result);
        if (message != null)
            throw connection.Error(message);
    }

    /// <summary>Runs one statement and reads its rows as they are made: memory stays bounded.</summary>
    /// <exception cref="DatabaseException">The statement failed; the message is DuckDB's.</exception>
    public TableReader Query(string sql) => new(Connect(), sql);

    /// <summary>Appends rows to a table that exists. They are there once the writer is disposed.</summary>
    /// <exception cref="DatabaseException">There is no such table.</exception>
    public TableWriter Append(string table) => new(Connect(), table);

    /// <summary>
    /// Writes a table, or the rows of a query, as zstd-compressed Parquet, in order. The same rows in the same order
    /// give the same bytes, whatever the number of threads. Only scans, filters and ORDER BY have an order of their
    /// own: end a query that groups or joins with an ORDER BY over a unique key, and beware of sums of DOUBLE, whose
    /// last bits depend on the order of summation.
    /// </summary>
    /// <param name="tableOrQuery">The name of a table (one word), or a SELECT.</param>
    /// <param name="path">File to write, replaced where it exists.</param>
    /// <param name="isSequential">
    /// Whether one thread alone can read the rows, as of a POSITIONAL JOIN: its chunks are even as they are.
    /// </param>
    /// <exception cref="DatabaseException">The query failed, or the file cannot be written.</exception>
    public void SaveParquet(string tableOrQuery, string path, bool isSequential = false)
    {
        var isQuery = tableOrQuery.AsSpan().Trim().ContainsAny(" \t\r\n(");
        var source = isQuery ? $"({tableOrQuery.Trim().TrimEnd(';')}\n)" : Identifier(tableOrQuery);
        // Parallel filters and scans yield ragged chunks, and DuckDB ends a row group at the end of a chunk: where it
        // ends would depend on the threads. A sort, here by the order that is there already, yields even chunks.
        var rows = isSequential
            ? $"FROM {source}"
            : $"""
                SELECT * EXCLUDE ("{PlaceColumn}")
                FROM (SELECT *, row_number() OVER () AS "{PlaceColumn}" FROM {source})
                ORDER BY "{PlaceColumn}"
                """;
        Execute($"""
            COPY ({rows})
            TO {Literal(path)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {Limits.ParquetRowGroupRows})
            """);
    }

    /// <summary>A text as an SQL literal, quoted.</summary>
    /// <exception cref="ArgumentException">The text contains U+0000, which no SQL statement can hold.</exception>
    public static string Literal(string text) => $"'{Checked(text).Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A name as an SQL identifier, quoted.</summary>
    /// <exception cref="ArgumentException">The name contains U+0000, which no SQL statement can hold.</exception>
    public static string Identifier(string name) =>
        $"\"{Checked(name).Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <inheritdoc/>
    public void Dispose()
    {
        _connection?.Dispose();
        _connection = null;
        if (_database != 0)
            DuckDb.Close(ref _database);
    }

    private Connection Connect()
    {
        ObjectDisposedException.ThrowIf(_database == 0, this);
        return new Connection(_database, _options.Cancellation);
    }

    private static string Checked(string text) =>
        text.Contains('\0', StringComparison.Ordinal)
            ? throw new ArgumentException($"\"{text}\": found U+0000, which no SQL statement can hold.", nameof(text))
            : text;

    private static Dictionary<string, string> Settings(DatabaseOptions options) => new()
    {
        ["threads"] = options.Threads.ToString(CultureInfo.InvariantCulture),
        ["memory_limit"] = string.Create(CultureInfo.InvariantCulture, $"{options.MemoryBytesMax}B"),
        ["temp_directory"] = options.TempFolder ?? "",
        ["preserve_insertion_order"] = "true",
        ["autoinstall_known_extensions"] = "false",
        ["autoload_known_extensions"] = "false",
    };

    private static nint Open(Dictionary<string, string> settings)
    {
        if (DuckDb.CreateConfig(out var config) != DuckDb.Success)
            throw new DatabaseException("DuckDB could not make a configuration.");
        try
        {
            foreach (var (name, value) in settings)
                if (DuckDb.SetConfig(config, name, value) != DuckDb.Success)
                    throw new DatabaseException($"DuckDB refused the setting {name} = '{value}'.");
            if (DuckDb.Open(":memory:", out var database, config, out var error) == DuckDb.Success)
                return database;
            var message = DuckDb.Message(error);
            DuckDb.Free(error);
            throw new DatabaseException($"DuckDB could not make a database: {message}");
        }
        finally
        {
            DuckDb.DestroyConfig(ref config);
        }
    }
}
