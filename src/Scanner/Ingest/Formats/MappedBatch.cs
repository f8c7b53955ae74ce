using System.Globalization;
using System.Text;
using System.Text.Json;
using Scanner.Ingest.Records;

namespace Scanner.Ingest.Formats;

/// <summary>What became of some consecutive records of one file, in order.</summary>
internal sealed class MappedBatch(string file)
{
    private readonly List<(LogFormat Format, LogRequest Request)> _requests = [];
    private readonly List<Reject> _rejects = [];
    private readonly SortedDictionary<string, long> _warnings = new(StringComparer.Ordinal);

    /// <summary>The file, as the user named it.</summary>
    public string File { get; } = file;

    /// <summary>Requests in the order of the file.</summary>
    public IReadOnlyList<(LogFormat Format, LogRequest Request)> Requests => _requests;

    /// <summary>Rejects in the order of the file.</summary>
    public IReadOnlyList<Reject> Rejects => _rejects;

    /// <summary>Things kept but worth knowing, counted.</summary>
    public IReadOnlyDictionary<string, long> Warnings => _warnings;

    /// <summary>Adds a request.</summary>
    public void Add(LogFormat format, LogRequest request) => _requests.Add((format, request));

    /// <summary>Adds a reject.</summary>
    public void Reject(long line, RejectReason reason, string detail, ReadOnlySpan<byte> record) =>
        _rejects.Add(new(File, line, reason, detail, Excerpt.Of(record)));

    /// <summary>Adds a reject of a record that is JSON.</summary>
    public void Reject(long line, RejectReason reason, string detail, JsonElement record) =>
        Reject(line, reason, detail, Encoding.UTF8.GetBytes(record.GetRawText()));

    /// <summary>Counts something worth knowing.</summary>
    public void Warn(string what) => _warnings[what] = _warnings.GetValueOrDefault(what) + 1;

    /// <summary>An id for a request without one: the file, the line, and its place in the record.</summary>
    public string MadeId(long line, int? index)
    {
        Warn("no request id: made of file and line");
        var place = string.Create(CultureInfo.InvariantCulture, $"{File}:{line}");
        return index is null ? place : string.Create(CultureInfo.InvariantCulture, $"{place}:{index}");
    }
}
