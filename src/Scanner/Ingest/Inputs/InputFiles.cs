using Scanner.Runs;

namespace Scanner.Ingest.Inputs;

/// <summary>Files, folders and globs to the files they stand for.</summary>
internal static class InputFiles
{
    private static readonly string[] Endings =
        [".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet", ".log", ".txt"];

    private static readonly string[] Compressions = ["", ".gz", ".zst"];

    // What the composer of a log, or a person, lays beside it. Read only when asked for.
    private static readonly string[] SideTables = ["accounts.csv", "model_releases.csv"];

    /// <summary>All files once each: inputs in their order, the files of a folder or glob by name (ordinal).</summary>
    /// <exception cref="ScanException">An input stands for no file.</exception>
    public static IReadOnlyList<InputFile> Resolve(IReadOnlyList<string> inputs)
    {
        if (inputs.Count == 0)
            throw new ScanException(
                "found no input, expected log files, folders or globs: scan run log.jsonl --out RUN");
        return [.. inputs.SelectMany(Expand).DistinctBy(file => file.Path)];
    }

    private static IReadOnlyList<InputFile> Expand(string input)
    {
        if (File.Exists(input))
            return [InputFile.Of(input)];
        if (Directory.Exists(input))
            return InFolder(input);
        if (!Glob.IsGlob(input))
            return [InputFile.Of(input)];
        var found = Glob.Files(input);
        return found.Count > 0
            ? [.. found.Select(InputFile.Of)]
            : throw new ScanException(
                $"{input}: found no file that matches (looked in {System.IO.Path.GetFullPath(Glob.Root(input))}). "
                + "** matches folders at any depth, * within one name.");
    }

    private static InputFile[] InFolder(string folder)
    {
        var all = Directory.GetFiles(folder).Order(StringComparer.Ordinal).ToArray();
        var logs = all.Where(IsLog).ToArray();
        return logs.Length > 0
            ? Array.ConvertAll(logs, InputFile.Of)
            : throw new ScanException(
                $"{folder}: found no log among {all.Length} file{(all.Length == 1 ? "" : "s")}, expected names that "
                + $"end in {string.Join(", ", Endings)}, perhaps with .gz or .zst. "
                + $"Sub-folders are not entered: give \"{folder}/**\".");
    }

    private static bool IsLog(string path)
    {
        var name = System.IO.Path.GetFileName(path);
        return !SideTables.Contains(name, StringComparer.OrdinalIgnoreCase)
            && Endings.Any(ending => Compressions.Any(compression =>
                name.EndsWith(ending + compression, StringComparison.OrdinalIgnoreCase)));
    }
}
