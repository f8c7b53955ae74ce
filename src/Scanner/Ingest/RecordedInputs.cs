using System.Text.Json;
using Scanner.Ingest.Inputs;
using Scanner.Runs;

namespace Scanner.Ingest;

/// <summary>Compares what a run was made from with what there is, or what is asked for, now.</summary>
public static class RecordedInputs
{
    /// <summary>Refuses inputs that do not exist, before a run folder is made for them.</summary>
    /// <exception cref="ScanException">A file is missing, or a folder or glob stands for none.</exception>
    public static void CheckExist(IngestOptions options) => Resolve(options);

    /// <summary>
    /// Refuses to replace a scan of other logs. The same logs with some added, removed or grown are no others: one file
    /// in common is enough.
    /// </summary>
    /// <param name="record">What the run's Ingest remembers.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="runPath">The run, for the error.</param>
    /// <exception cref="ScanException">No log is in common; names both.</exception>
    public static void RefuseOthers(StageRecord record, IngestOptions options, string runPath)
    {
        var recorded = Read(record).Files;
        var asked = Resolve(options);
        if (recorded.Length > 0 && !recorded.Select(file => file.Path).Intersect(asked.Select(file => file.Path)).Any())
            throw new ScanException(
                $"{runPath}: found a scan of {Names(recorded)}, asked for one of {Names(asked)}. "
                + "Name another folder with --out, or replace the scan with --force.");
    }

    /// <summary>What happened to the recorded files since; null where nothing did.</summary>
    public static string? ChangedSince(StageRecord record)
    {
        var inputs = Read(record);
        foreach (var file in inputs.Files.Append(inputs.Accounts).Append(inputs.Releases))
        {
            if (file is null)
                continue;
            var now = new FileInfo(file.Path);
            if (!now.Exists)
                return $"{file.Path} is gone";
            if (now.Length != file.Length || now.LastWriteTimeUtc != file.Modified)
                return $"{file.Path} has changed";
        }
        return null;
    }

    private static IReadOnlyList<InputFile> Resolve(IngestOptions options)
    {
        foreach (string? table in (string?[])[options.Accounts, options.Releases])
            if (table is not null)
                InputFile.Of(table);
        return InputFiles.Resolve(options.Inputs);
    }

    private static Recorded Read(StageRecord record) =>
        record.Options.Deserialize<Recorded>(Fingerprint.Json) ?? new([], null, null);

    private static string Names(IReadOnlyList<InputFile> files) =>
        files.Count == 1 ? files[0].Path : $"{files[0].Path} and {files.Count - 1} more";

    // The part of the recorded recipe that names files.
    private sealed record Recorded(InputFile[] Files, InputFile? Accounts, InputFile? Releases);
}
