using System.Text.Json;
using Scanner.Ingest;
using Scanner.Runs;

namespace Scanner.Cluster;

/// <summary>Reads back what the Cluster stage left on disk.</summary>
public static class TemplateTable
{
    /// <summary>The templates with the requests they sit on.</summary>
    /// <param name="run">The run.</param>
    /// <param name="database">Reads the tables.</param>
    /// <param name="requests">All requests.</param>
    /// <param name="rows">The lines of templates.parquet.</param>
    public static TemplateSet Load(
        RunFolder run, Database database, RequestTable requests, IReadOnlyList<TemplateRow> rows)
    {
        var templateOfRow = new List<int>();
        using (var reader = database.Query("SELECT t.row, coalesce(r.template, -1) FROM "
            + $"read_parquet({Artifact(run, Stage.Ingest, "texts.parquet")}) t LEFT JOIN "
            + $"read_parquet({Artifact(run, Stage.Cluster, "row_templates.parquet")}) r "
            + "ON t.row = r.row ORDER BY t.row"))
        {
            while (reader.NextChunk())
            {
                templateOfRow.AddRange(reader.Column<int>(1));
            }
        }

        var medoids = rows.Select(row => row.Medoid).ToArray();
        int[] templates = [.. templateOfRow];
        var spansOf = SpanTable.Load(run, database, templates.Length);
        var templatesOf = Incidence.Build(requests.Count, (request, values) =>
        {
            requests.AddTexts(request, spansOf, values);
            for (var i = 0; i < values.Count; i++)
            {
                values[i] = templates[values[i]];
            }

            values.RemoveAll(template => template < 0);
        });
        return new TemplateSet(templatesOf, templatesOf.Transpose(medoids.Length), medoids, templates);
    }

    /// <summary>The lines of templates.parquet.</summary>
    public static IReadOnlyList<TemplateRow> LoadRows(RunFolder run, Database database)
    {
        var rows = new List<TemplateRow>();
        using var reader = database.Query("SELECT medoid, kinds, texts, requests, accounts, skeleton, slots "
            + $"FROM read_parquet({Artifact(run, Stage.Cluster, "templates.parquet")})");
        while (reader.NextChunk())
        {
            for (var row = 0; row < reader.RowCount; row++)
            {
                rows.Add(new TemplateRow(
                    reader.Column<int>(0)[row], reader.Column<int>(1)[row], reader.Column<int>(2)[row],
                    (int)reader.Column<long>(3)[row], reader.Column<int>(4)[row],
                    new Skeleton(reader.Text(5, row)!, JsonSerializer.Deserialize<Slot[]>(reader.Text(6, row)!)!)));
            }
        }

        return rows;
    }

    private static string Artifact(RunFolder run, Stage stage, string file) =>
        Database.Literal(run.Artifact(stage, file));
}
