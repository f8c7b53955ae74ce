using Scanner.Runs;

namespace Scanner.Ingest.Inputs;

/// <summary>A file to read, as it was when the run began.</summary>
/// <param name="Name">As the user named it: shown, and kept with each request.</param>
/// <param name="Path">Full path.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Modified">Time of its last change, UTC.</param>
internal sealed record InputFile(string Name, string Path, long Length, DateTime Modified)
{
    /// <summary>A file that exists.</summary>
    /// <exception cref="ScanException">It does not.</exception>
    public static InputFile Of(string name)
    {
        var info = new FileInfo(name);
        return info.Exists
            ? new(name, info.FullName, info.Length, info.LastWriteTimeUtc)
            : throw new ScanException(
                $"{name}: found no such file (looked at {info.FullName}). "
                + "Give an existing file, a folder, or a glob in quotes.");
    }
}
