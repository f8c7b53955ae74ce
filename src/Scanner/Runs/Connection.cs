namespace Scanner.Runs;

/// <summary>One connection to a database; a cancelled token interrupts what runs on it.</summary>
internal sealed class Connection : IDisposable
{
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenRegistration _registration;
    private nint _handle;

    public Connection(nint database, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (DuckDb.Connect(database, out _handle) != DuckDb.Success)
            throw new DatabaseException("DuckDB refused a connection.");
        _cancellation = cancellation;
        var handle = _handle;
        _registration = cancellation.Register(() => DuckDb.Interrupt(handle));
    }

    public nint Handle => _handle;

    public void ThrowIfCancelled() => _cancellation.ThrowIfCancellationRequested();

    /// <summary>The exception for a message of DuckDB: cancellation where that was the cause.</summary>
    public Exception Error(string message) =>
        _cancellation.IsCancellationRequested
            ? new OperationCanceledException(_cancellation)
            : new DatabaseException(message);

    public void Dispose()
    {
        // Waits for an interrupt in progress, so that none reaches a closed connection.
        _registration.Dispose();
        if (_handle != 0)
            DuckDb.Disconnect(ref _handle);
    }
}
