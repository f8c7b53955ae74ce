using Scanner.Runs;

namespace Scanner.Ingest;

/// <summary>Reads back which texts hold which spans.</summary>
public static class SpanTable
{
    /// <summary>Text row to the rows of the spans in it.</summary>
    /// <param name="run">The run.</param>
    /// <param name="database">Reads the table.</param>
    /// <param name="texts">Distinct texts of the run.</param>
    public static Incidence Load(RunFolder run, Database database, int texts)
    {
        var spans = new List<int>?[texts];
        using var reader = database.Query(
            $"SELECT text, span FROM read_parquet({Database.Literal(run.Artifact(Stage.Ingest, "spans.parquet"))})");
        while (reader.NextChunk())
        {
            for (var row = 0; row < reader.RowCount; row++)
            {
                (spans[reader.Column<int>(0)[row]] ??= []).Add(reader.Column<int>(1)[row]);
            }
        }

        return Incidence.Build(texts, (text, values) => values.AddRange(spans[text] ?? []));
    }
}
