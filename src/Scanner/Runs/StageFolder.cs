using System.Text.Json;

namespace Scanner.Runs;

/// <summary>
/// The folder of one published stage: its artifacts and <c>stage.json</c>. It is whole when the record can be read and
/// every file in it has its length.
/// </summary>
internal static class StageFolder
{
    public const string RecordFile = "stage.json";

    /// <summary>The stage's record, or why there is none. Both are null where the stage was never published.</summary>
    public static (StageRecord? Record, string? Problem) Read(string folder, Stage stage)
    {
        if (!Directory.Exists(folder))
            return (null, null);
        var path = Path.Combine(folder, RecordFile);
        try
        {
            var record = JsonSerializer.Deserialize<StageRecord>(File.ReadAllBytes(path), Fingerprint.Json);
            return Problem(folder, stage, record) is { } problem ? (null, problem) : (record, null);
        }
        catch (FileNotFoundException)
        {
            return (null, $"{path}: found no file, expected the record of a published stage.");
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            var found = FirstSentence(error.Message);
            return (null, $"{path}: found no valid record ({found}), expected the one that was published.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return (null, $"{path}: cannot be read: {error.Message}");
        }
    }

    /// <summary>The files below a folder with their lengths, in ordinal order, without the record.</summary>
    public static List<ArtifactFile> Files(string folder) =>
        [.. new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories)
            .Select(file => new ArtifactFile(
                Path.GetRelativePath(folder, file.FullName).Replace(Path.DirectorySeparatorChar, '/'), file.Length))
            .Where(file => file.Name != RecordFile)
            .OrderBy(file => file.Name, StringComparer.Ordinal)];

    private static string? Problem(string folder, Stage stage, StageRecord? record)
    {
        var path = Path.Combine(folder, RecordFile);
        // The serializer leaves out what the file leaves out: null in spite of the types.
        if (record is null or { Fingerprint: null } or { Files: null })
            return $"{path}: found a record with parts missing, expected the one that was published.";
        if (record.Stage != stage)
            return $"{path}: found the record of {record.Stage.Verb()}, expected that of {stage.Verb()}.";
        foreach (var expected in record.Files)
        {
            var file = new FileInfo(Path.Combine(folder, expected.Name));
            if (!file.Exists)
                return $"{file.FullName}: found no file, expected {expected.Bytes} bytes.";
            if (file.Length != expected.Bytes)
                return $"{file.FullName}: found {file.Length} bytes, expected {expected.Bytes}.";
        }
        return null;
    }

    private static string FirstSentence(string message) => message.Split(". ")[0].TrimEnd('.');
}
