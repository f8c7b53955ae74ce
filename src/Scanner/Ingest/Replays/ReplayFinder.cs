using Scanner.Ingest.Segments;
using Scanner.Ingest.Spans;
using Scanner.Ingest.Tables;
using Scanner.Runs;

namespace Scanner.Ingest.Replays;

/// <summary>
/// Finds responses that come back in prompts of other actors. Counted is only what the model was the first to say: not
/// what stood in any prompt before, not what it said to many (they would have it from anywhere), not what an actor was
/// answered itself. Memory is bounded: fingerprints lie in the database, prompts are read once past a filter.
/// </summary>
internal static class ReplayFinder
{
    // A passage that the model says to more actors than this is its habit, or the right answer.
    private const int ActorsMax = 3;

    // Three runs of sixteen: about a fifth of a response, or more.
    private const int SharedMin = 3;

    /// <summary>
    /// Fills the table <c>replays</c> (request, source, shared): requests whose prompt brings back a response, and the
    /// earlier request that was answered so. Needs the tables requests, texts and responses (request, fingerprint).
    /// </summary>
    public static void Find(Database database, TextTable texts, int threads, CancellationToken cancellation)
    {
        database.Execute("CREATE TABLE quoted (text INTEGER, fingerprint BIGINT)");
        if (FilterOf(database) is { } filter)
            AddQuoted(database, texts, filter, threads, cancellation);
        database.Execute($"""
            CREATE TABLE turns AS
            SELECT rowid AS request, coalesce(org, account) AS actor,
                row_number() OVER (ORDER BY timestamp, rowid) AS turn
            FROM requests WHERE EXISTS (FROM quoted);
            CREATE TABLE asked AS
            SELECT DISTINCT fingerprint, turn, actor FROM quoted
            JOIN (SELECT rowid AS request, unnest([system, whole]) AS text FROM requests) USING (text)
            JOIN turns USING (request);
            CREATE TABLE given AS
            SELECT fingerprint, actor, min(turn) AS turn FROM responses JOIN turns USING (request)
            WHERE fingerprint IN (SELECT fingerprint FROM quoted) GROUP BY fingerprint, actor;
            CREATE TABLE own_words AS
            SELECT fingerprint FROM given GROUP BY fingerprint HAVING count(*) <= {ActorsMax}
                AND min(turn) < (SELECT min(turn) FROM asked WHERE asked.fingerprint = given.fingerprint);
            CREATE TABLE brought_back AS
            SELECT asked.turn, given.turn AS source, count(*) AS shared
            FROM asked JOIN own_words USING (fingerprint) JOIN given USING (fingerprint)
            WHERE given.turn < asked.turn AND given.actor <> asked.actor AND NOT EXISTS (
                FROM given AS known WHERE known.fingerprint = asked.fingerprint AND known.actor = asked.actor
                    AND known.turn < asked.turn)
            GROUP BY asked.turn, given.turn HAVING count(*) >= {SharedMin};
            CREATE TABLE replays AS
            SELECT prompt.request::INTEGER AS request, answered.request::INTEGER AS source, shared::INTEGER AS shared
            FROM (FROM brought_back QUALIFY row_number() OVER (PARTITION BY turn ORDER BY shared DESC, source) = 1)
                AS back
            JOIN turns AS prompt ON prompt.turn = back.turn JOIN turns AS answered ON answered.turn = back.source;
            """);
    }

    private static FingerprintFilter? FilterOf(Database database)
    {
        FingerprintFilter? filter = null;
        using var reader = database.Query("SELECT fingerprint FROM responses");
        while (reader.NextChunk())
        {
            filter ??= new FingerprintFilter();
            foreach (var fingerprint in reader.Column<long>(0))
                filter.Add(fingerprint);
        }
        return filter;
    }

    private static void AddQuoted(
        Database database, TextTable texts, FingerprintFilter filter, int threads, CancellationToken cancellation)
    {
        using var writer = database.Append("quoted");
        foreach (var (row, fingerprint) in OrderedTasks.Select(
            texts.Read(TextKinds.System | TextKinds.Whole).Chunk(SpanMiner.BatchTexts),
            batch => Quoted(batch, filter), threads, cancellation).SelectMany(some => some))
        {
            writer.Set(0, row);
            writer.Set(1, fingerprint);
            writer.EndRow();
        }
    }

    private static List<(int Row, long Fingerprint)> Quoted((int Row, string Text)[] texts, FingerprintFilter filter)
    {
        var quoted = new List<(int, long)>();
        var found = new HashSet<long>();
        foreach (var (row, text) in texts)
        {
            found.Clear();
            foreach (var hash in ResponseSketch.Read(text).Hashes)
                if (filter.MayHold((long)hash) && found.Add((long)hash))
                    quoted.Add((row, (long)hash));
        }
        return quoted;
    }
}
