namespace Scanner.Runs;

/// <summary>
/// An error that the user can mend (exit code 2). The message says what was found, where, what was expected, and what
/// to do; it is shown without a stack trace.
/// </summary>
public sealed class ScanException : Exception
{
    /// <summary>An error with its message.</summary>
    public ScanException(string message) : base(message)
    {
    }

    /// <summary>An error with its message and the exception that led to it.</summary>
    public ScanException(string message, Exception inner) : base(message, inner)
    {
    }
}
