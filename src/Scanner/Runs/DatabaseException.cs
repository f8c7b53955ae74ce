namespace Scanner.Runs;

/// <summary>
/// What DuckDB said when it refused a statement. A stage that knows the cause says it in a ScanException.
/// </summary>
public sealed class DatabaseException : Exception
{
    /// <summary>An error with DuckDB's message.</summary>
    public DatabaseException(string message) : base(message)
    {
    }
}
