using System.Globalization;

namespace Scanner.Runs;

/// <summary>
/// Makes folders appear whole or not at all: written aside under a hidden name, flushed, renamed. A folder that is
/// replaced is renamed away first and then removed; a kill in between leaves it missing, never mixed.
/// </summary>
/// <param name="parent">The folder in which folders appear.</param>
/// <param name="beforeStep">Told before every change on disk; a test makes it throw, as if killed there.</param>
internal sealed class FolderWriter(string parent, Action<string>? beforeStep)
{
    /// <summary>Makes an empty folder aside.</summary>
    public string CreateAside(string name)
    {
        var aside = Path.Combine(parent, AsideName(name));
        Step($"create {name}");
        Directory.CreateDirectory(aside);
        return aside;
    }

    /// <summary>Brings a folder that was written aside to its name, in place of what was there.</summary>
    public void MoveInto(string aside, string name)
    {
        foreach (var file in Directory.EnumerateFiles(aside, "*", SearchOption.AllDirectories))
            Flush(file);
        var target = Path.Combine(parent, name);
        string? old = null;
        if (Directory.Exists(target))
        {
            old = Path.Combine(parent, AsideName(name));
            Step($"rename old {name} away");
            Directory.Move(target, old);
        }
        Step($"rename new {name}");
        Directory.Move(aside, target);
        if (old != null)
            DeleteLater(old);
    }

    /// <summary>Writes a file of a folder aside.</summary>
    public void WriteFile(string aside, string name, ReadOnlySpan<byte> content)
    {
        Step($"write {name}");
        File.WriteAllBytes(Path.Combine(aside, name), content);
    }

    /// <summary>Removes a folder.</summary>
    public void Delete(string folder)
    {
        Step("delete");
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Removes a folder if that can be done now; else the next run does it.</summary>
    public void DeleteLater(string folder)
    {
        try
        {
            Delete(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Somebody still reads it (Windows), or it is gone: either way nothing depends on it.
        }
    }

    /// <summary>Removes what killed runs left aside under any of the names.</summary>
    public void DeleteLeftovers(IEnumerable<string> names)
    {
        foreach (var name in names)
            foreach (var folder in Directory.GetDirectories(parent, $".{name}-*"))
                Delete(folder);
    }

    private void Step(string what) => beforeStep?.Invoke(what);

    private static string AsideName(string name) => string.Create(
        CultureInfo.InvariantCulture, $".{name}-{Random.Shared.Next():x8}");

    // The names of files and folders are left to the file system's journal, which keeps the order of changes: a name
    // that survives a power cut stands for contents that were flushed before.
    private void Flush(string file)
    {
        Step("flush");
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Flush(flushToDisk: true);
    }
}
