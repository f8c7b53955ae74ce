using System.IO.Enumeration;

namespace Scanner.Ingest.Inputs;

/// <summary>File name patterns: * and ? within one name, ** for folders at any depth.</summary>
internal static class Glob
{
    /// <summary>Whether a path is a pattern.</summary>
    public static bool IsGlob(string path) => path.AsSpan().ContainsAny('*', '?');

    /// <summary>The part of a pattern before its first wildcard: where the search begins.</summary>
    public static string Root(string pattern)
    {
        var parts = Parts(pattern);
        var root = string.Join('/', parts.TakeWhile(part => !IsGlob(part)));
        return root.Length > 0 ? root : pattern.StartsWith('/') ? "/" : ".";
    }

    /// <summary>
    /// The files that match, by name (ordinal). A folder that matches stands for nothing; ** at the end for all files.
    /// </summary>
    public static IReadOnlyList<string> Files(string pattern)
    {
        var parts = Parts(pattern);
        var first = Array.FindIndex(parts, IsGlob);
        var root = Root(pattern);
        return Directory.Exists(root)
            ? [.. Match(root, parts.AsMemory(first)).Distinct().Select(Shown).Order(StringComparer.Ordinal)]
            : [];
    }

    private static string[] Parts(string pattern) => pattern.Replace('\\', '/').Split('/');

    private static IEnumerable<string> Match(string folder, ReadOnlyMemory<string> parts)
    {
        var part = parts.Span[0];
        var rest = parts[1..];
        if (part == "**")
        {
            var below = Directory.GetDirectories(folder).SelectMany(inner => Match(inner, parts));
            var here = rest.IsEmpty ? Directory.GetFiles(folder) : Match(folder, rest);
            return here.Concat(below);
        }

        bool Fits(string path) =>
            FileSystemName.MatchesSimpleExpression(part, Path.GetFileName(path), ignoreCase: false);
        return rest.IsEmpty
            ? Directory.GetFiles(folder).Where(Fits)
            : Directory.GetDirectories(folder).Where(Fits).SelectMany(inner => Match(inner, rest));
    }

    private static string Shown(string path) => path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;
}
