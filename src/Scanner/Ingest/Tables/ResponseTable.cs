using Scanner.Runs;

namespace Scanner.Ingest.Tables;

/// <summary>Fingerprints of responses by the request that was answered, in the database.</summary>
internal sealed class ResponseTable : IDisposable
{
    private readonly Database _database;
    private TableWriter? _writer;

    /// <summary>An empty table <c>responses</c> in a database.</summary>
    public ResponseTable(Database database)
    {
        _database = database;
        database.Execute("CREATE TABLE responses (request INTEGER, fingerprint BIGINT)");
    }

    /// <summary>Adds the fingerprints of the response to a request.</summary>
    public void Add(int request, ReadOnlySpan<long> fingerprints)
    {
        foreach (var fingerprint in fingerprints)
        {
            _writer ??= _database.Append("responses");
            _writer.Set(0, request);
            _writer.Set(1, fingerprint);
            _writer.EndRow();
        }
    }

    /// <summary>Makes the rows readable.</summary>
    public void Dispose() => _writer?.Dispose();
}
