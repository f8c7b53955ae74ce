namespace Scanner.Runs;

/// <summary>
/// The file that tells a run from any other folder, so that nothing of the user's is ever mixed with a run.
/// </summary>
internal static class RunMarker
{
    public const string File = "run.json";

    private const string Content = "{\"format\": 1, \"program\": \"scan\"}\n";

    /// <summary>Makes the folder where it is missing; refuses one that is in use for something else.</summary>
    /// <returns>Its full path.</returns>
    public static string Prepare(string path)
    {
        var folder = FullPath(path);
        if (System.IO.File.Exists(folder))
            throw new ScanException($"{folder}: found a file, expected a folder. Name another path with --out.");
        try
        {
            Directory.CreateDirectory(folder);
            RefuseStrangers(folder);
            return folder;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskErrors.NotWritable(folder, error);
        }
    }

    /// <summary>Marks a folder as a run, once.</summary>
    public static void Write(string folder)
    {
        var path = Path.Combine(folder, File);
        if (System.IO.File.Exists(path))
            return;
        // Aside first: a marker is there whole or not at all.
        var aside = Path.Combine(folder, $".{File}");
        System.IO.File.WriteAllText(aside, Content);
        System.IO.File.Move(aside, path, overwrite: true);
    }

    /// <summary>Full path of an existing run.</summary>
    public static string Find(string path)
    {
        var folder = FullPath(path);
        if (System.IO.File.Exists(Path.Combine(folder, File)))
            return folder;
        var found = System.IO.File.Exists(folder) ? "a file"
            : Directory.Exists(folder) ? $"a folder without {File}"
            : "nothing";
        throw new ScanException(
            $"{folder}: found {found}, expected a run folder. Make one with: scan run LOG --out {path}");
    }

    private static void RefuseStrangers(string folder)
    {
        if (System.IO.File.Exists(Path.Combine(folder, File)))
            return;
        var strangers = Directory.EnumerateFileSystemEntries(folder)
            .Select(entry => Path.GetFileName(entry))
            .Where(name => name is not RunLock.File and not "." + File)
            .Order(StringComparer.Ordinal).Take(3).ToList();
        if (strangers.Count > 0)
            throw new ScanException(
                $"{folder}: found files of something else ({string.Join(", ", strangers)}), expected an empty "
                + "folder or a run. Name another with --out.");
    }

    private static string FullPath(string path)
    {
        try
        {
            return Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        }
        catch (ArgumentException error)
        {
            throw new ScanException($"\"{path}\": found no path, expected that of a run folder.", error);
        }
    }
}
