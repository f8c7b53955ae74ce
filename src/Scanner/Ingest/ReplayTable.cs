using Scanner.Runs;

namespace Scanner.Ingest;

/// <summary>Which prompts bring back a response that the model gave to another actor.</summary>
public sealed class ReplayTable
{
    private readonly Dictionary<int, int> _sources;

    private ReplayTable(Dictionary<int, int> sources) => _sources = sources;

    /// <summary>A log without such prompts, or without responses.</summary>
    public static ReplayTable Empty { get; } = new([]);

    /// <summary>Requests that bring back a response.</summary>
    public int Count => _sources.Count;

    /// <summary>The requests, with the request whose response each brings back, in no order.</summary>
    public IEnumerable<KeyValuePair<int, int>> Pairs => _sources;

    /// <summary>The request of another actor whose response a request brings back; −1 where it brings none.</summary>
    public int SourceOf(int request) => _sources.GetValueOrDefault(request, -1);

    /// <summary>A table of (request, source).</summary>
    public static ReplayTable Of(IEnumerable<KeyValuePair<int, int>> pairs) => new(new(pairs));

    /// <summary>Reads replays.parquet of a run.</summary>
    public static ReplayTable Load(RunFolder run, Database database)
    {
        var sources = new Dictionary<int, int>();
        using var reader = database.Query("SELECT request, source FROM read_parquet("
            + $"{Database.Literal(run.Artifact(Stage.Ingest, "replays.parquet"))})");
        while (reader.NextChunk())
        {
            for (var row = 0; row < reader.RowCount; row++)
            {
                sources.Add(reader.Column<int>(0)[row], reader.Column<int>(1)[row]);
            }
        }

        return new ReplayTable(sources);
    }
}
