using Scanner.Ingest.Formats;
using Scanner.Ingest.Segments;
using Scanner.Runs;

namespace Scanner.Ingest.Tables;

/// <summary>Takes requests in order: drops ids seen before, collapses texts, fills the tables, counts.</summary>
internal sealed class Collector : IDisposable
{
    private readonly HashSet<UInt128> _ids = [];
    private readonly HashSet<UInt128> _accounts = [];
    private readonly SortedDictionary<string, long> _warnings = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _formats = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, string> _orgs;
    private readonly RequestTable _requests;
    private readonly ResponseTable _responses;

    /// <summary>A collector that fills the tables of a database.</summary>
    /// <param name="database">Gets the tables requests and texts.</param>
    /// <param name="rejects">Gets what is no request.</param>
    /// <param name="orgs">Organisation of an account, for requests that do not name it.</param>
    public Collector(Database database, RejectLog rejects, IReadOnlyDictionary<string, string> orgs)
    {
        Rejects = rejects;
        _orgs = orgs;
        Texts = new(database);
        _requests = new(database);
        _responses = new(database);
    }

    /// <summary>The distinct texts.</summary>
    public TextTable Texts { get; }

    /// <summary>What is no request.</summary>
    public RejectLog Rejects { get; }

    /// <summary>Accepted requests.</summary>
    public long Requests { get; private set; }

    /// <summary>Distinct accounts.</summary>
    public long Accounts => _accounts.Count;

    /// <summary>Requests without a prompt to compare.</summary>
    public long WithoutPrompt { get; private set; }

    /// <summary>Time of the first request, microseconds since 1970 UTC.</summary>
    public long? First { get; private set; }

    /// <summary>Time of the last request.</summary>
    public long? Last { get; private set; }

    /// <summary>Things kept but worth knowing.</summary>
    public IReadOnlyDictionary<string, long> Warnings => _warnings;

    /// <summary>Requests by format.</summary>
    public IReadOnlyDictionary<string, long> Formats => _formats;

    /// <summary>Adds a batch.</summary>
    public void Add(PreparedBatch batch)
    {
        foreach (var reject in batch.Mapped.Rejects)
            Rejects.Add(reject);
        foreach (var (what, count) in batch.Mapped.Warnings)
            _warnings[what] = _warnings.GetValueOrDefault(what) + count;
        for (var i = 0; i < batch.Mapped.Requests.Count; i++)
            Add(batch.Mapped.Requests[i].Format, batch.Mapped.Requests[i].Request, batch.Segments[i],
                batch.Responses[i]);
    }

    /// <summary>Makes all tables readable; nothing is added afterwards.</summary>
    public void Dispose()
    {
        // Each lets go of the database's file, also where the disk is too full for the rows of another.
        using (Texts)
        using (_responses)
            _requests.Dispose();
    }

    private void Add(LogFormat format, LogRequest request, RequestSegments segments, long[] response)
    {
        if (!_ids.Add(Segment.HashOf(request.RequestId)))
        {
            Rejects.Add(new(request.File, request.Line, RejectReason.DuplicateId,
                $"found request id {request.RequestId} a second time; the first one is kept", request.RequestId));
            return;
        }

        var org = request.Org ?? _orgs.GetValueOrDefault(request.Account);
        var bit = 1UL << (int)(Segment.HashOf(org ?? request.Account) & 63);
        _requests.Add(request, org,
        [
            Texts.Add(segments.System, TextKinds.System, bit),
            Texts.Add(segments.Whole, TextKinds.Whole, bit),
            Texts.Add(segments.Head, TextKinds.Head, bit),
            Texts.Add(segments.Tail, TextKinds.Tail, bit),
        ]);
        _responses.Add((int)Requests, response);
        Requests++;
        _accounts.Add(Segment.HashOf(request.Account));
        WithoutPrompt += segments.Whole is null ? 1 : 0;
        _formats[format.Name] = _formats.GetValueOrDefault(format.Name) + 1;
        First = request.TimestampMicros is { } time && !(First <= time) ? time : First;
        Last = request.TimestampMicros is { } later && !(Last >= later) ? later : Last;
    }
}
