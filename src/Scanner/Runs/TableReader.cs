using System.Text;

namespace Scanner.Runs;

/// <summary>
/// Reads the rows of a query, chunk by chunk, in order. Spans are valid until the next call of <see cref="NextChunk"/>.
/// </summary>
public sealed unsafe class TableReader : IDisposable
{
    private readonly Connection _connection;
    private readonly string[] _names;
    private readonly DuckDbType[] _types;
    private readonly int[] _storage;
    private readonly void*[] _data;
    private readonly ulong*[] _validity;
    private DuckDb.Result _result;
    private nint _statement;
    private nint _chunk;
    private bool _disposed;

    internal TableReader(Connection connection, string sql)
    {
        _connection = connection;
        try
        {
            if (DuckDb.Prepare(connection.Handle, sql, out _statement) != DuckDb.Success)
                throw connection.Error(DuckDb.Message(DuckDb.PrepareError(_statement)));
            if (DuckDb.ExecuteStreaming(_statement, out _result) != DuckDb.Success)
                throw connection.Error(DuckDb.Message(DuckDb.ResultError(ref _result)));
        }
        catch
        {
            Dispose();
            throw;
        }
        ColumnCount = (int)DuckDb.ColumnCount(ref _result);
        _names = new string[ColumnCount];
        _types = new DuckDbType[ColumnCount];
        _storage = new int[ColumnCount];
        _data = new void*[ColumnCount];
        _validity = new ulong*[ColumnCount];
        for (var column = 0; column < ColumnCount; column++)
        {
            _names[column] = DuckDb.Message(DuckDb.ColumnName(ref _result, (ulong)column));
            _types[column] = DuckDb.ColumnType(ref _result, (ulong)column);
            _storage[column] = ColumnStorage.Of(_types[column]);
        }
    }

    /// <summary>Columns of the result.</summary>
    public int ColumnCount { get; }

    /// <summary>Rows of the present chunk, 1 to 2048; 0 before the first and after the last.</summary>
    public int RowCount { get; private set; }

    /// <summary>Name of a column, 0-based.</summary>
    public string ColumnName(int column) => _names[column];

    /// <summary>Goes to the next chunk; false at the end.</summary>
    /// <exception cref="DatabaseException">The query failed on the way; the message is DuckDB's.</exception>
    public bool NextChunk()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _connection.ThrowIfCancelled();
        do
            FetchChunk();
        while (_chunk != 0 && RowCount == 0);
        return _chunk != 0;
    }

    /// <summary>
    /// Values of a column over the present chunk; where <see cref="IsNull"/> they mean nothing. BOOLEAN is byte or
    /// bool, TINYINT sbyte, INTEGER int, BIGINT long, HUGEINT Int128, TIMESTAMP long (µs since 1970 UTC), DATE int
    /// (days).
    /// </summary>
    /// <exception cref="InvalidOperationException">The column has another type.</exception>
    public ReadOnlySpan<T> Column<T>(int column) where T : unmanaged
    {
        if (!ColumnStorage.Fits<T>(_storage[column]))
            throw Mismatch(column, typeof(T).Name);
        return new ReadOnlySpan<T>(_data[column], RowCount);
    }

    /// <summary>Whether a value is NULL.</summary>
    public bool IsNull(int column, int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)RowCount);
        var validity = _validity[column];
        return validity != null && (validity[row >> 6] & (1UL << (row & 63))) == 0;
    }

    /// <summary>A value of a VARCHAR column; null where it is NULL.</summary>
    /// <exception cref="InvalidOperationException">The column has another type.</exception>
    public string? Text(int column, int row) =>
        IsNull(column, row) ? null : Encoding.UTF8.GetString(Utf8(column, row));

    /// <summary>A value of a VARCHAR or BLOB column as its bytes, not copied; empty where it is NULL.</summary>
    /// <exception cref="InvalidOperationException">The column has another type.</exception>
    public ReadOnlySpan<byte> Utf8(int column, int row)
    {
        if (!ColumnStorage.IsText(_types[column]))
            throw Mismatch(column, "text");
        if (IsNull(column, row))
            return default;
        var text = (DuckDb.String*)_data[column] + row;
        var start = text->Length <= DuckDb.String.InlineBytesMax ? text->Inline : text->Pointer;
        return new ReadOnlySpan<byte>(start, checked((int)text->Length));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        RowCount = 0;
        if (_chunk != 0)
            DuckDb.DestroyChunk(ref _chunk);
        DuckDb.DestroyResult(ref _result);
        if (_statement != 0)
            DuckDb.DestroyPrepare(ref _statement);
        _connection.Dispose();
    }

    private void FetchChunk()
    {
        if (_chunk != 0)
            DuckDb.DestroyChunk(ref _chunk);
        RowCount = 0;
        _chunk = DuckDb.FetchChunk(_result);
        if (_chunk == 0)
        {
            var error = DuckDb.ResultError(ref _result);
            if (error != 0)
                throw _connection.Error(DuckDb.Message(error));
            return;
        }
        RowCount = (int)DuckDb.ChunkSize(_chunk);
        for (var column = 0; column < ColumnCount; column++)
        {
            var vector = DuckDb.ChunkVector(_chunk, (ulong)column);
            _data[column] = DuckDb.VectorData(vector);
            _validity[column] = DuckDb.VectorValidity(vector);
        }
    }

    private InvalidOperationException Mismatch(int column, string wanted) => new(
        $"column {column} ({_names[column]}): found {_types[column]}, read as {wanted}. Cast it in the query.");
}
