namespace Scanner.Cli;

/// <summary>Keeps the details of an internal error out of the user's terminal and in a file.</summary>
internal static class CrashReport
{
    /// <summary>Appends the exception with its stack trace to the run's log, or to a file in the temp folder.</summary>
    /// <returns>Where the details lie; a phrase where they could not be written.</returns>
    public static string Write(Exception error, string? logFile)
    {
        string path = logFile ?? Path.Combine(Path.GetTempPath(), $"scan-error-{Environment.ProcessId}.log");
        try
        {
            File.AppendAllText(path, $"{DateTime.UtcNow:O} {Environment.CommandLine}\n{error}\n");
            return path;
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            return $"no file: {path} cannot be written";
        }
    }
}
