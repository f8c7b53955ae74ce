using Scanner.Runs;

namespace Scanner.Ingest;

/// <summary>
/// The requests of a run as columns, for the stages that look at all of them at once. Request i is line i of
/// requests.parquet; text-valued columns hold indexes into a table of their distinct values, −1 where absent.
/// </summary>
public sealed class RequestTable
{
    /// <summary>Requests in all.</summary>
    public required int Count { get; init; }

    /// <summary>[requests] microseconds since 1970-01-01 UTC; <see cref="NoTime"/> where the log had none.</summary>
    public required long[] Times { get; init; }

    /// <summary>[requests] sender of the request, never −1.</summary>
    public required CodedColumn Accounts { get; init; }

    /// <summary>
    /// [requests] organisation, payment, address, user agent, model, plan: by the names of requests.parquet.
    /// </summary>
    public required IReadOnlyDictionary<string, CodedColumn> Coded { get; init; }

    /// <summary>[requests] max_tokens; −1 where absent.</summary>
    public required long[] MaxTokens { get; init; }

    /// <summary>[requests] temperature; NaN where absent.</summary>
    public required double[] Temperatures { get; init; }

    /// <summary>[4][requests] rows of the system, whole, head and tail texts, −1 where absent.</summary>
    public required int[][] Segments { get; init; }

    /// <summary>Stands for a missing time.</summary>
    public const long NoTime = long.MinValue;

    /// <summary>Index of the whole prompt in <see cref="Segments"/>.</summary>
    public const int Whole = 1;

    private static readonly string[] CodedNames = ["org", "payment", "ip", "user_agent", "plan", "model", "tools"];
    private static readonly string[] SegmentNames = ["system", "whole", "head", "tail"];

    /// <summary>
    /// Adds the rows of all texts of a request: its segments, and the spans in them. Rows may repeat.
    /// </summary>
    public void AddTexts(int request, Incidence spansOf, List<int> rows)
    {
        foreach (var segment in Segments)
        {
            var row = segment[request];
            if (row < 0)
            {
                continue;
            }

            rows.Add(row);
            foreach (var span in spansOf.Of(row))
            {
                rows.Add(span);
            }
        }
    }

    /// <summary>Reads requests.parquet of a run.</summary>
    public static RequestTable Load(RunFolder run, Database database)
    {
        var file = Database.Literal(run.Artifact(Stage.Ingest, "requests.parquet"));
        var accounts = new CodedColumn.Builder();
        var coded = CodedNames.ToDictionary(name => name, _ => new CodedColumn.Builder());
        var times = new List<long>();
        var maxTokens = new List<long>();
        var temperatures = new List<double>();
        var segments = SegmentNames.Select(_ => new List<int>()).ToArray();

        using var reader = database.Query($"SELECT account, timestamp, max_tokens, temperature, "
            + $"{string.Join(", ", SegmentNames)}, {string.Join(", ", CodedNames)} FROM read_parquet({file})");
        while (reader.NextChunk())
        {
            for (var row = 0; row < reader.RowCount; row++)
            {
                accounts.Add(reader.Text(0, row));
                times.Add(reader.IsNull(1, row) ? NoTime : reader.Column<long>(1)[row]);
                maxTokens.Add(reader.IsNull(2, row) ? -1 : reader.Column<long>(2)[row]);
                temperatures.Add(reader.IsNull(3, row) ? double.NaN : reader.Column<double>(3)[row]);
                for (var kind = 0; kind < segments.Length; kind++)
                {
                    segments[kind].Add(reader.IsNull(4 + kind, row) ? -1 : reader.Column<int>(4 + kind)[row]);
                }

                for (var name = 0; name < CodedNames.Length; name++)
                {
                    coded[CodedNames[name]].Add(reader.Text(4 + segments.Length + name, row));
                }
            }
        }

        return new RequestTable
        {
            Count = times.Count,
            Times = [.. times],
            Accounts = accounts.Build(),
            Coded = coded.ToDictionary(pair => pair.Key, pair => pair.Value.Build()),
            MaxTokens = [.. maxTokens],
            Temperatures = [.. temperatures],
            Segments = [.. segments.Select(rows => rows.ToArray())],
        };
    }
}
