using Scanner.Ingest.Segments;
using Scanner.Ingest.Spans;
using Scanner.Runs;

namespace Scanner.Ingest.Tables;

/// <summary>From the filled tables to the Parquet files of the stage.</summary>
internal static class IngestArtifacts
{
    /// <summary>Mines spans and adds their texts; fills the table <c>spans</c> (text, span).</summary>
    public static void AddSpans(
        Database database, TextTable texts, SpanOptions? options, int threads, CancellationToken cancellation)
    {
        database.Execute("CREATE TABLE spans (text INTEGER, span INTEGER)");
        if (options is null)
            return;
        texts.Flush();
        const TextKinds Mined = TextKinds.System | TextKinds.Whole;
        // A copy: rows of spans that are added below are not sent by anybody themselves.
        ulong[] actors = [.. texts.Actors];
        MinedSpan[] spans = [.. SpanMiner.Mine(() => texts.Read(Mined), actors, options, threads, cancellation)];
        var edges = new EdgeMiner(actors, options, threads, cancellation).Mine(() => texts.Read(Mined), spans);
        MinedSpan[] mined = [.. spans.Concat(edges).OrderBy(span => span.TextRow).ThenBy(span => span.Start)];
        var found = new List<(int Text, UInt128 Span)>();
        // Of what many texts hold one copy is enough.
        var segments = new Dictionary<UInt128, Segment>();
        foreach (var (row, segment) in OrderedTasks.Select(
            TextSpans.With(texts.Read(Mined), mined).Chunk(SpanMiner.BatchTexts), batch => Cut(batch, mined), threads,
            cancellation).SelectMany(some => some))
        {
            segments.TryAdd(segment.Hash, segment);
            found.Add((row, segment.Hash));
        }
        using var writer = database.Append("spans");
        foreach (var (text, span) in found)
        {
            writer.Set(0, text);
            writer.Set(1, texts.Add(segments[span], TextKinds.Span, texts.Actors[text]));
            writer.EndRow();
        }
    }

    private static List<(int Row, Segment Span)> Cut((int Row, string Text, Range Spans)[] texts, MinedSpan[] mined)
    {
        var cut = new List<(int, Segment)>();
        foreach (var (row, text, spans) in texts)
            foreach (var span in mined.AsSpan(spans))
                if (Segment.Of(text.Substring(span.Start, span.Length)) is { } segment)
                    cut.Add((row, segment));
        return cut;
    }

    /// <summary>Writes all tables. All writers of the tables are disposed.</summary>
    public static void Save(Database database, TextTable texts, string folder)
    {
        CountUses(database, texts);
        foreach (var table in (ReadOnlySpan<string>)["requests", "accounts", "releases"])
            database.SaveParquet(table, Path.Combine(folder, $"{table}.parquet"));
        database.SaveParquet(
            "SELECT t.row, u.kinds, t.text, t.original, u.requests, u.accounts FROM texts t POSITIONAL JOIN uses u",
            Path.Combine(folder, "texts.parquet"), isSequential: true);
        database.SaveParquet(
            "SELECT request, source, shared FROM replays ORDER BY request", Path.Combine(folder, "replays.parquet"));
        database.SaveParquet(
            "SELECT DISTINCT text, span FROM spans ORDER BY text, span", Path.Combine(folder, "spans.parquet"));
    }

    /// <summary>
    /// Fills the table <c>uses</c>: per text, in order, its kinds and how many requests and accounts have it.
    /// </summary>
    private static void CountUses(Database database, TextTable texts)
    {
        database.Execute("""
            CREATE TABLE uses_raw AS
            SELECT DISTINCT rowid AS request, account, unnest([system, whole, head, tail]) AS row FROM requests;
            CREATE TABLE counts AS
            SELECT row, count(DISTINCT request) AS requests, count(DISTINCT account)::INTEGER AS accounts FROM (
                SELECT request, account, row FROM uses_raw WHERE row IS NOT NULL
                UNION ALL
                SELECT request, account, span FROM uses_raw JOIN spans ON uses_raw.row = spans.text)
            GROUP BY row;
            CREATE TABLE uses (kinds INTEGER, requests BIGINT, accounts INTEGER);
            """);
        using var reader = database.Query("SELECT row, requests, accounts FROM counts ORDER BY row");
        using var writer = database.Append("uses");
        var next = 0;
        while (reader.NextChunk())
            for (var i = 0; i < reader.RowCount; i++, next++)
            {
                if (reader.Column<int>(0)[i] != next)
                    throw new InvalidOperationException($"text {next} belongs to no request");
                writer.Set(0, (int)texts.Kinds[next]);
                writer.Set(1, reader.Column<long>(1)[i]);
                writer.Set(2, reader.Column<int>(2)[i]);
                writer.EndRow();
            }
    }
}
