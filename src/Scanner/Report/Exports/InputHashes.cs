using System.Security.Cryptography;
using System.Text.Json;
using Scanner.Runs;

namespace Scanner.Report.Exports;

/// <summary>A file that a run was made from.</summary>
/// <param name="Name">As it was named to the program.</param>
/// <param name="Bytes">Its length when it was read.</param>
/// <param name="Sha256">Of its content now; null where it is gone.</param>
/// <param name="ChangedSince">Whether length or time of change are others than when it was read.</param>
internal sealed record HashedInput(string Name, long Bytes, string? Sha256, bool ChangedSince);

/// <summary>Hashes the files that a run was made from.</summary>
internal static class InputHashes
{
    /// <summary>Logs first, then side tables; empty where the run does not say. Reads every file whole.</summary>
    public static IReadOnlyList<HashedInput> Of(RunFolder run) =>
        run.Record(Stage.Ingest)?.Options.Deserialize<Recorded>(Fingerprint.Json) is { Files: { } files } recorded
            ? [.. files.Append(recorded.Accounts).Append(recorded.Releases).OfType<RecordedFile>().Select(Hash)]
            : [];

    private static HashedInput Hash(RecordedFile file)
    {
        var info = new FileInfo(file.Path ?? file.Name);
        if (!info.Exists) return new HashedInput(file.Name, file.Length, null, true);
        using var content = info.OpenRead();
        return new HashedInput(file.Name, file.Length, Convert.ToHexStringLower(SHA256.HashData(content)),
            info.Length != file.Length || info.LastWriteTimeUtc != file.Modified);
    }

    private sealed record Recorded(RecordedFile[]? Files, RecordedFile? Accounts, RecordedFile? Releases);

    private sealed record RecordedFile(string Name, string? Path, long Length, DateTime Modified);
}
