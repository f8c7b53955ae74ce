using System.Diagnostics;
using System.Text.Json;

namespace Scanner.Runs;

/// <summary>
/// The folder that holds what the stages of one run leave behind: a folder per published stage, a marker
/// <c>run.json</c>, and the lock of the one process that may write.
/// </summary>
public sealed class RunFolder : IDisposable
{
    private readonly FolderWriter _writer;
    private readonly FileStream? _lock;

    private RunFolder(string path, FileStream? @lock, Action<string>? beforeStep)
    {
        Path = path;
        _lock = @lock;
        _writer = new FolderWriter(path, beforeStep);
    }

    /// <summary>Full path of the folder.</summary>
    public string Path { get; }

    /// <summary>Makes a run, or opens one for writing. Removes what killed processes left half-written.</summary>
    /// <exception cref="ScanException">
    /// The path is a file, cannot be written to, holds something else than a run, or is in use by another process.
    /// </exception>
    public static RunFolder Create(string path) => Create(path, beforeStep: null);

    internal static RunFolder Create(string path, Action<string>? beforeStep)
    {
        var folder = RunMarker.Prepare(path);
        var @lock = RunLock.Take(folder);
        try
        {
            RunMarker.Write(folder);
            var run = new RunFolder(folder, @lock, beforeStep);
            run._writer.DeleteLeftovers(StageNames.All.Select(stage => stage.Folder()));
            return run;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            @lock.Dispose();
            throw DiskErrors.NotWritable(folder, error);
        }
        catch
        {
            @lock.Dispose();
            throw;
        }
    }

    /// <summary>Opens an existing run for reading; takes no lock.</summary>
    /// <exception cref="ScanException">There is no run.</exception>
    public static RunFolder Open(string path) => new(RunMarker.Find(path), @lock: null, beforeStep: null);

    /// <summary>Path of an artifact of a published stage.</summary>
    /// <exception cref="ScanException">
    /// The stage is missing or damaged, or has no such artifact; names the verb to run.
    /// </exception>
    public string Artifact(Stage stage, string file)
    {
        var (record, problem) = StageFolder.Read(Folder(stage), stage);
        if (record == null)
            throw new ScanException(
                $"{(problem ?? NotFound(stage)).TrimEnd('.')}. Run: scan {stage.Verb()} {Path}");
        if (!record.Files.Any(artifact => artifact.Name == file))
        {
            var found = string.Join(", ", record.Files.Select(artifact => artifact.Name));
            throw new ScanException($"{Folder(stage)}: found no {file} (found: {found}).");
        }
        return System.IO.Path.Combine(Folder(stage), file);
    }

    /// <summary>Whether the stage is published and whole; it may be stale.</summary>
    public bool Has(Stage stage) => Record(stage) != null;

    /// <summary>What the stage remembers of its making; null where it is missing or damaged.</summary>
    public StageRecord? Record(Stage stage) => StageFolder.Read(Folder(stage), stage).Record;

    /// <summary>Whether the stage is published, whole, and made with this fingerprint.</summary>
    public bool IsFresh(Stage stage, string fingerprint) => Record(stage)?.Fingerprint == fingerprint;

    /// <summary>
    /// Publishes a stage: calls <paramref name="write"/> with an empty folder, adds the record, and renames the folder
    /// into place, whole or not at all. Where the stage is fresh it is not called, and the recorded summary comes back.
    /// </summary>
    /// <param name="stage">The stage.</param>
    /// <param name="version">Version of its code; a change makes published stages stale.</param>
    /// <param name="options">Its options, which JSON can hold; see <see cref="Fingerprint.Of"/>.</param>
    /// <param name="write">
    /// Writes all artifacts to the folder it is given and returns the summary, which JSON can hold.
    /// </param>
    /// <exception cref="ScanException">A stage upstream is missing, damaged or stale, or the disk is full.</exception>
    /// <exception cref="InvalidOperationException">The run was opened for reading.</exception>
    public TSummary Publish<TOptions, TSummary>(
        Stage stage, int version, TOptions options, Func<string, TSummary> write)
    {
        if (_lock == null)
            throw new InvalidOperationException($"{Path}: opened for reading.");
        var upstream = UpstreamFingerprint(stage);
        var fingerprint = Fingerprint.Of(stage, version, options, upstream);
        if (FreshSummary<TSummary>(stage, fingerprint) is { IsFresh: true } fresh)
            return fresh.Summary!;

        var aside = CreateAside(stage);
        try
        {
            var clock = Stopwatch.StartNew();
            var summary = JsonSerializer.SerializeToElement(write(aside), Fingerprint.Json);
            var record = new StageRecord(
                stage, version, fingerprint, upstream,
                JsonSerializer.SerializeToElement(options, Fingerprint.Json), summary,
                StageFolder.Files(aside), clock.Elapsed.TotalSeconds, DateTime.UtcNow);
            Finish(aside, record);
            // From the record, so that a caller sees the same now and when the stage is fresh.
            return summary.Deserialize<TSummary>(Fingerprint.Json)!;
        }
        catch (Exception error)
        {
            var writtenBytes = Discard(aside);
            if (DiskErrors.IsFull(error))
                throw DiskErrors.Full(Path, stage, writtenBytes, error);
            throw;
        }
    }

    /// <summary>Lets another process write.</summary>
    public void Dispose() => _lock?.Dispose();

    /// <summary>The stage's record, or what is wrong with it; both null where it is missing.</summary>
    internal (StageRecord? Record, string? Problem) Read(Stage stage) => StageFolder.Read(Folder(stage), stage);

    private string Folder(Stage stage) => System.IO.Path.Combine(Path, stage.Folder());

    // Every stage above must be made from what is below it now: else rows of one ingest would meet vectors of another.
    private string? UpstreamFingerprint(Stage stage)
    {
        string? fingerprint = null;
        foreach (var upstream in StageNames.All.Where(upstream => upstream < stage))
        {
            var (record, problem) = Read(upstream);
            if (record == null)
                throw Unready(stage, upstream, problem ?? NotFound(upstream));
            if (record.UpstreamFingerprint != fingerprint)
                throw Unready(stage, upstream, $"{Folder(upstream)}: found what was made from another {upstream - 1}");
            fingerprint = record.Fingerprint;
        }
        return fingerprint;
    }

    private string NotFound(Stage stage) =>
        $"{Path}: found no {stage.Folder()}, expected what scan {stage.Verb()} leaves there";

    private ScanException Unready(Stage stage, Stage upstream, string found) => new(
        $"{found.TrimEnd('.')}; {stage.Verb()} needs it whole and fresh. Run: scan {upstream.Verb()} {Path}");

    private (bool IsFresh, TSummary? Summary) FreshSummary<TSummary>(Stage stage, string fingerprint)
    {
        if (Record(stage) is not { } record || record.Fingerprint != fingerprint)
            return default;
        try
        {
            return (true, record.Summary.Deserialize<TSummary>(Fingerprint.Json));
        }
        catch (JsonException)
        {
            // An older summary that this version cannot read: make the stage again.
            return default;
        }
    }

    private string CreateAside(Stage stage)
    {
        try
        {
            return _writer.CreateAside(stage.Folder());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskErrors.NotWritable(Path, error);
        }
    }

    private void Finish(string aside, StageRecord record)
    {
        try
        {
            var content = JsonSerializer.SerializeToUtf8Bytes(record, Fingerprint.Json);
            _writer.WriteFile(aside, StageFolder.RecordFile, content);
            _writer.MoveInto(aside, record.Stage.Folder());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException && !DiskErrors.IsFull(error))
        {
            throw DiskErrors.NotWritable(Path, error);
        }
    }

    // Returns how many bytes had been written. Never hides the error that led here.
    private long Discard(string aside)
    {
        var writtenBytes = Directory.Exists(aside) ? StageFolder.Files(aside).Sum(file => file.Bytes) : 0;
        _writer.DeleteLater(aside);
        return writtenBytes;
    }
}
