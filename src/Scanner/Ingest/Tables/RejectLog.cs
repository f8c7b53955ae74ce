using System.Text.Encodings.Web;
using System.Text.Json;

namespace Scanner.Ingest.Tables;

/// <summary>The rejects, as JSON lines, counted by reason.</summary>
internal sealed class RejectLog(string path) : IDisposable
{
    // Enough to see a pattern in an error message.
    private const int FirstMax = 3;

    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly StreamWriter _writer = new(path) { NewLine = "\n" };
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly List<Reject> _first = [];

    /// <summary>Rejects by reason.</summary>
    public IReadOnlyDictionary<string, long> Counts => _counts;

    /// <summary>The first few.</summary>
    public IReadOnlyList<Reject> First => _first;

    /// <summary>The name of a reason, as it is written.</summary>
    public static string NameOf(RejectReason reason) => JsonSerializer.SerializeToElement(reason).GetString()!;

    /// <summary>Adds a reject.</summary>
    public void Add(Reject reject)
    {
        _writer.WriteLine(JsonSerializer.Serialize(reject, Json));
        var name = NameOf(reject.Reason);
        _counts[name] = _counts.GetValueOrDefault(name) + 1;
        if (_first.Count < FirstMax)
            _first.Add(reject);
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();
}
