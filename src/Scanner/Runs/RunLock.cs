namespace Scanner.Runs;

/// <summary>
/// The lock of a run: a file held open without sharing. It ends with the process that holds it, however that ends; the
/// file itself stays and means nothing.
/// </summary>
internal static class RunLock
{
    public const string File = ".lock";

    // EWOULDBLOCK of Linux and of macOS; ERROR_SHARING_VIOLATION.
    private static readonly int HeldCode =
        OperatingSystem.IsWindows() ? unchecked((int)0x80070020) : OperatingSystem.IsMacOS() ? 35 : 11;

    /// <summary>Takes the lock of a run.</summary>
    /// <exception cref="ScanException">Another process holds it, or the folder cannot be written to.</exception>
    public static FileStream Take(string folder)
    {
        try
        {
            return new FileStream(
                Path.Combine(folder, File), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (error.HResult == HeldCode)
        {
            throw new ScanException(
                $"{folder}: another scan is writing to this run. Wait for it to end, or name another folder with "
                + "--out.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskErrors.NotWritable(folder, error);
        }
    }
}
