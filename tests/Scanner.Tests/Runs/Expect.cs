namespace Scanner.Tests.Runs;

/// <summary>Asserts that an error says what it must.</summary>
internal static class Expect
{
    /// <summary>Runs something that must fail with an error whose message contains every part.</summary>
    public static TException Error<TException>(Func<object?> run, params string[] parts) where TException : Exception
    {
        var error = Assert.Throws<TException>(run);
        foreach (var part in parts)
            Assert.Contains(part, error.Message, StringComparison.Ordinal);
        return error;
    }

    /// <summary>The same for what returns nothing.</summary>
    public static TException Error<TException>(Action run, params string[] parts) where TException : Exception =>
        Error<TException>(() =>
        {
            run();
            return null;
        }, parts);
}
