using Scanner.Ingest.Formats;
using Scanner.Ingest.Inputs;
using Scanner.Ingest.Records;
using Scanner.Ingest.Replays;
using Scanner.Ingest.Segments;
using Scanner.Ingest.Tables;
using Scanner.Runs;

namespace Scanner.Ingest;

/// <summary>The shell of the first stage: log files to requests, distinct texts and rejects.</summary>
public static class IngestStage
{
    /// <summary>Version of what the stage does; a change makes published runs stale.</summary>
    public const int Version = 3;

    /// <summary>Reads the logs, unless the run already holds them.</summary>
    /// <exception cref="ScanException">An input is missing or holds no request.</exception>
    public static IngestSummary Run(StageContext context, IngestOptions options)
    {
        var recipe = new IngestRecipe(
            InputFiles.Resolve(options.Inputs),
            options.Accounts is { } accounts ? InputFile.Of(accounts) : null,
            options.Releases is { } releases ? InputFile.Of(releases) : null,
            options);
        var mapper = new RequestMapper(options.Map);
        return context.Run.Publish(Stage.Ingest, Version, recipe, folder => Write(context, recipe, mapper, folder));
    }

    private static IngestSummary Write(StageContext context, IngestRecipe recipe, RequestMapper mapper, string folder)
    {
        var scratch = Directory.CreateDirectory(Path.Combine(folder, "scratch")).FullName;
        try
        {
            using var database = Database.InMemory(
                new(context.Threads, recipe.Options.MemoryBytesMax, scratch, context.Cancellation));
            return Write(context, recipe, mapper, folder, database);
        }
        catch (DatabaseException error) when (error.Message.StartsWith("Out of Memory", StringComparison.Ordinal))
        {
            throw new ScanException(
                $"--memory: found the {recipe.Options.MemoryBytesMax >> 20} MiB of it that tables may take too small "
                + $"for {recipe.Files.Sum(file => file.Length) >> 20} MiB of logs ({error.Message.Split('\n')[0]}). "
                + "Give more, such as --memory 8GB.", error);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private static IngestSummary Write(
        StageContext context, IngestRecipe recipe, RequestMapper mapper, string folder, Database database)
    {
        using var rejects = new RejectLog(Path.Combine(folder, "rejects.jsonl"));
        var orgs = SideTables.AddAccounts(database, recipe.Accounts);
        SideTables.AddReleases(database, recipe.Releases);
        using var collector = new Collector(database, rejects, orgs);
        foreach (var batch in Read(context, recipe, mapper))
            collector.Add(batch);
        if (collector.Requests == 0)
            throw NoRequest(recipe.Files, collector);

        context.Progress.Report(new(Stage.Ingest, "looking for shared spans", 0, 0, "texts"));
        IngestArtifacts.AddSpans(
            database, collector.Texts, recipe.Options.Spans, context.Threads, context.Cancellation);
        collector.Dispose();
        ReplayFinder.Find(database, collector.Texts, context.Threads, context.Cancellation);
        context.Progress.Report(new(Stage.Ingest, "writing tables", 0, 0, "rows"));
        IngestArtifacts.Save(database, collector.Texts, folder);
        return Summary(collector, recipe.Files.Count);
    }

    private static IEnumerable<PreparedBatch> Read(StageContext context, IngestRecipe recipe, RequestMapper mapper)
    {
        var total = recipe.Files.Sum(file => file.Length);
        var before = 0L;
        foreach (var file in recipe.Files)
        {
            context.Log.Debug("reading {File}", file.Name);
            var batches = OrderedTasks.Select(
                RecordSources.Read(file), batch => Prepare(batch, mapper, recipe.Options), context.Threads,
                context.Cancellation);
            foreach (var batch in batches)
            {
                yield return batch;
                context.Progress.Report(
                    new(Stage.Ingest, $"reading {file.Name}", before + batch.Position, total, "bytes"));
            }
            before += file.Length;
        }
    }

    private static PreparedBatch Prepare(RecordBatch raw, RequestMapper mapper, IngestOptions options)
    {
        var mapped = RecordParser.Parse(raw, mapper);
        var segments = new RequestSegments[mapped.Requests.Count];
        var responses = new long[segments.Length][];
        for (var i = 0; i < segments.Length; i++)
        {
            var request = mapped.Requests[i].Request;
            segments[i] = RequestSegments.Of(request, options.SegmentWords, options.LongerByWords);
            responses[i] = ResponseSketch.Of(request.Response);
        }
        return new(mapped, segments, responses, raw.Position);
    }

    private static ScanException NoRequest(IReadOnlyList<InputFile> files, Collector collector)
    {
        var name = files.Count == 1 ? files[0].Name : $"{files[0].Name} and {files.Count - 1} more files";
        if (collector.Rejects.Counts.Count == 0)
            return new($"{name}: found nothing but blank lines or a header, expected requests.");
        var count = collector.Rejects.Counts.Values.Sum();
        var first = collector.Rejects.First.Select(reject =>
            $"\n  {reject.File}:{reject.Line}: {RejectLog.NameOf(reject.Reason)}: {reject.Detail}");
        return new($"{name}: no request could be read, {count} {(count == 1 ? "record was" : "records were")} rejected:"
            + string.Concat(first) + "\nscan ingest --explain shows what is read from where.");
    }

    private static IngestSummary Summary(Collector collector, int files) => new()
    {
        Requests = collector.Requests,
        Accounts = collector.Accounts,
        Texts = collector.Texts.Count,
        TextsByKind = new SortedDictionary<string, long>(Enum.GetValues<TextKinds>()
            .Where(kind => kind != TextKinds.None)
            .ToDictionary(
                kind => kind.ToString().ToLowerInvariant(),
                kind => (long)collector.Texts.Kinds.Count(kinds => kinds.HasFlag(kind))), StringComparer.Ordinal),
        RequestsWithoutPrompt = collector.WithoutPrompt,
        RejectsByReason = collector.Rejects.Counts,
        Warnings = collector.Warnings,
        First = collector.First is { } first ? Timestamps.ToDateTime(first) : null,
        Last = collector.Last is { } last ? Timestamps.ToDateTime(last) : null,
        Formats = collector.Formats,
        Files = files,
    };
}
