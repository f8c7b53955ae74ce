using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;

namespace Scanner.Runs;

/// <summary>
/// Appends rows to a table, a chunk of 2048 at a time. Set the columns of a row in any order, then <see
/// cref="EndRow"/>; a column that was not set is NULL. Disposing writes what is left.
/// </summary>
public sealed unsafe class TableWriter : IDisposable
{
    private readonly Connection _connection;
    private readonly string _table;
    private readonly int[] _storage;
    private readonly DuckDbType[] _types;
    private readonly nint[] _vectors;
    private readonly void*[] _data;
    private readonly bool[] _isSet;
    private nint _appender;
    private nint _chunk;
    private int _row;
    private byte[] _utf8 = [];

    internal TableWriter(Connection connection, string table)
    {
        _connection = connection;
        _table = table;
        if (DuckDb.CreateAppender(connection.Handle, null, table, out _appender) != DuckDb.Success)
        {
            var message = DuckDb.Message(DuckDb.AppenderError(_appender));
            _ = DuckDb.DestroyAppender(ref _appender);
            connection.Dispose();
            throw connection.Error(message);
        }
        var columnCount = (int)DuckDb.AppenderColumnCount(_appender);
        _types = new DuckDbType[columnCount];
        _vectors = new nint[columnCount];
        _data = new void*[columnCount];
        _isSet = new bool[columnCount];
        _chunk = CreateChunk();
        _storage = Array.ConvertAll(_types, ColumnStorage.Of);
        StartChunk();
    }

    /// <summary>Sets a value of the present row; types as in <see cref="TableReader.Column{T}"/>.</summary>
    /// <exception cref="InvalidOperationException">The column has another type.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set<T>(int column, T value) where T : unmanaged
    {
        if (!ColumnStorage.Fits<T>(_storage[column]))
            ThrowMismatch(column, typeof(T).Name);
        ((T*)_data[column])[_row] = value;
        _isSet[column] = true;
    }

    /// <summary>Sets a text of the present row. A lone surrogate becomes U+FFFD.</summary>
    /// <exception cref="InvalidOperationException">The column is not VARCHAR.</exception>
    public void SetText(int column, ReadOnlySpan<char> text)
    {
        var needed = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (_utf8.Length < needed)
            _utf8 = new byte[Math.Max(needed, 2 * _utf8.Length)];
        var length = Encoding.UTF8.GetBytes(text, _utf8);
        Assign(column, _utf8.AsSpan(0, length));
    }

    /// <summary>Sets a text of the present row from its UTF-8 bytes.</summary>
    /// <exception cref="InvalidOperationException">The column is not VARCHAR.</exception>
    /// <exception cref="ArgumentException">The bytes are not valid UTF-8.</exception>
    public void SetUtf8(int column, ReadOnlySpan<byte> text)
    {
        if (!Utf8.IsValid(text))
            throw new ArgumentException($"{Place(column)}: found bytes that are not UTF-8.", nameof(text));
        Assign(column, text);
    }

    /// <summary>Sets a value of the present row to NULL.</summary>
    public void SetNull(int column)
    {
        // Also takes back a value that was set before in the same row.
        _isSet[column] = false;
    }

    /// <summary>Ends the present row.</summary>
    /// <exception cref="DatabaseException">A full chunk could not be appended.</exception>
    public void EndRow()
    {
        for (var column = 0; column < _isSet.Length; column++)
        {
            if (!_isSet[column])
                Invalidate(column);
            _isSet[column] = false;
        }
        if (++_row == Limits.ChunkRows)
            AppendChunk();
    }

    /// <summary>
    /// Appends what is left and makes all rows visible. A row without <see cref="EndRow"/> is dropped.
    /// </summary>
    /// <exception cref="DatabaseException">The rows do not fit the table, or memory is short.</exception>
    public void Dispose()
    {
        if (_appender == 0)
            return;
        try
        {
            if (_row > 0)
                AppendChunk();
            Check(DuckDb.FlushAppender(_appender));
        }
        finally
        {
            DuckDb.DestroyChunk(ref _chunk);
            _ = DuckDb.DestroyAppender(ref _appender);
            _connection.Dispose();
        }
    }

    private void Assign(int column, ReadOnlySpan<byte> text)
    {
        if (!ColumnStorage.IsText(_types[column]))
            ThrowMismatch(column, "text");
        fixed (byte* start = text)
        {
            // An empty span has a null address, which DuckDB would take for no text.
            byte nothing;
            DuckDb.AssignString(_vectors[column], (ulong)_row, start == null ? &nothing : start, (ulong)text.Length);
        }
        _isSet[column] = true;
    }

    private void Invalidate(int column)
    {
        var vector = _vectors[column];
        DuckDb.EnsureValidity(vector);
        DuckDb.VectorValidity(vector)[_row >> 6] &= ~(1UL << (_row & 63));
    }

    private nint CreateChunk()
    {
        var logicalTypes = new nint[_types.Length];
        for (var column = 0; column < logicalTypes.Length; column++)
        {
            logicalTypes[column] = DuckDb.AppenderColumnType(_appender, (ulong)column);
            _types[column] = DuckDb.TypeOf(logicalTypes[column]);
        }
        fixed (nint* types = logicalTypes)
        {
            var chunk = DuckDb.CreateChunk(types, (ulong)logicalTypes.Length);
            for (var column = 0; column < logicalTypes.Length; column++)
                DuckDb.DestroyType(ref logicalTypes[column]);
            return chunk;
        }
    }

    private void StartChunk()
    {
        _row = 0;
        DuckDb.ResetChunk(_chunk);
        for (var column = 0; column < _vectors.Length; column++)
        {
            _vectors[column] = DuckDb.ChunkVector(_chunk, (ulong)column);
            _data[column] = DuckDb.VectorData(_vectors[column]);
        }
    }

    private void AppendChunk()
    {
        _connection.ThrowIfCancelled();
        DuckDb.SetChunkSize(_chunk, (ulong)_row);
        Check(DuckDb.AppendChunk(_appender, _chunk));
        StartChunk();
    }

    private void Check(int state)
    {
        if (state != DuckDb.Success)
            throw _connection.Error($"{_table}: {DuckDb.Message(DuckDb.AppenderError(_appender))}");
    }

    private string Place(int column) => $"table {_table}, column {column}";

    private void ThrowMismatch(int column, string given) => throw new InvalidOperationException(
        $"{Place(column)}: found {_types[column]}, given {given}.");
}
