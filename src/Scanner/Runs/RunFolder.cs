namespace Scanner.Runs;

/// <summary>The folder that holds what the stages of one run leave behind.</summary>
public sealed class RunFolder
{
    /// <summary>Full path of the folder.</summary>
    public string Path { get; }

    private RunFolder(string path) => Path = path;

    /// <summary>Makes the folder where it is missing.</summary>
    public static RunFolder Create(string path) => new(Directory.CreateDirectory(path).FullName);
}
