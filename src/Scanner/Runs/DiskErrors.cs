namespace Scanner.Runs;

/// <summary>Says in the user's words what went wrong on a disk.</summary>
internal static class DiskErrors
{
    // ENOSPC and EDQUOT of Linux and macOS arrive as plain numbers, ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL as
    // HRESULTs.
    private static readonly int[] FullCodes = OperatingSystem.IsWindows()
        ? [unchecked((int)0x80070070), unchecked((int)0x80070027)]
        : OperatingSystem.IsMacOS() ? [28, 69] : [28, 122];

    // DuckDB passes on what the system says (POSIX, Windows), or says itself that it could not spill.
    private static readonly string[] FullMessages =
        ["No space left on device", "not enough space on the disk", "failed to offload data block"];

    /// <summary>Whether an exception of the file system, or of DuckDB, means that a disk is full.</summary>
    public static bool IsFull(Exception error) => error switch
    {
        IOException disk => FullCodes.Contains(disk.HResult),
        DatabaseException database => Array.Exists(FullMessages, database.Message.Contains),
        _ => false,
    };

    /// <summary>The error of a stage that ran out of space.</summary>
    /// <param name="folder">Where it wrote.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="writtenBytes">What it had written.</param>
    /// <param name="error">What the system said.</param>
    public static ScanException Full(string folder, Stage stage, long writtenBytes, Exception error) => new(
        $"{folder}: the disk was full when {stage.Verb()} had written {Mebibytes(writtenBytes)} (removed again; "
        + $"{Mebibytes(FreeBytes(folder))} free now). Expected room for more than that: free at least "
        + $"{Mebibytes(2 * writtenBytes + (64L << 20))} or name a folder on another disk with --out, "
        + "and run again; finished stages are kept.", error);

    /// <summary>The error of a folder that cannot be written to.</summary>
    public static ScanException NotWritable(string path, Exception error) => new(
        $"{path}: cannot be written to: {error.Message.TrimEnd('.')}. Expected a folder that you may write to. "
        + "Name another with --out.", error);

    private static long FreeBytes(string folder)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return 0;
        }
    }

    private static string Mebibytes(long bytes) => $"{(bytes + (1 << 20) - 1) >> 20} MiB";
}
