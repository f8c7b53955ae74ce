using System.Text.RegularExpressions;

namespace Scanner.Tests.Laws;

/// <summary>The repository's own files, as the laws read them.</summary>
internal static partial class SourceTree
{
    /// <summary>The rooms in the order in which data flows. A room may use those to its left.</summary>
    public static readonly string[] Rooms = ["Runs", "Ingest", "Embed", "Join", "Cluster", "Score", "Report"];

    /// <summary>The folder that holds Scanner.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The C# files below a folder of the repository, as paths relative to its root.</summary>
    public static string[] CSharp(params string[] folders) =>
    [
        .. folders
            .Select(folder => Path.Combine(Root, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !BuildOutput().IsMatch(file))
            .Order(StringComparer.Ordinal),
    ];

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    public static string[] ReadLines(string file) => File.ReadAllLines(Path.Combine(Root, file));

    /// <summary>C# without its comments and the contents of its strings, so that only code is judged.</summary>
    public static string CodeOnly(string source) => CommentOrString().Replace(source, "\"\"");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Scanner.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException(
            $"{AppContext.BaseDirectory}: no folder above holds Scanner.sln; the laws need the sources.");
    }

    [GeneratedRegex("(^|/)(artifacts|bin|obj)/")]
    private static partial Regex BuildOutput();

    [GeneratedRegex(""""
        //[^\n]*|/\*.*?\*/|\$*"""+.*?"""+|@"(?:[^"]|"")*"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'
        """", RegexOptions.Singleline)]
    private static partial Regex CommentOrString();
}
