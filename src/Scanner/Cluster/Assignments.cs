using Scanner.Runs;

namespace Scanner.Cluster;

/// <summary>One template for every request: the one on most requests that is not everybody's.</summary>
internal static class Assignments
{
    // What more than a fifth of all accounts send ("You are a helpful assistant.") tells requests apart no better than
    // none.
    private const double EverybodysShare = 0.2;

    /// <summary>The template of a request, −1 where it has none.</summary>
    public static int Of(int request, TemplateSet templates, TemplateRow[] rows, int accountCount)
    {
        var candidates = templates.TemplatesOf.Of(request);
        foreach (var template in candidates)
        {
            if (rows[template].Accounts <= EverybodysShare * accountCount)
            {
                return template;
            }
        }

        return candidates.Length > 0 ? candidates[0] : -1;
    }

    /// <summary>Writes assignments.parquet in the order of the requests; returns how many have a template.</summary>
    public static long Write(
        RunFolder run, Database database, string folder, TemplateSet templates, TemplateRow[] rows, int accountCount)
    {
        var assigned = 0L;
        database.Execute("CREATE TABLE assignments (request_id VARCHAR, template_id VARCHAR)");
        using (var writer = database.Append("assignments"))
        using (var reader = database.Query(
            $"SELECT request_id FROM read_parquet({Database.Literal(run.Artifact(Stage.Ingest, "requests.parquet"))})"))
        {
            for (var request = 0; reader.NextChunk();)
            {
                for (var row = 0; row < reader.RowCount; row++, request++)
                {
                    var template = Of(request, templates, rows, accountCount);
                    if (template < 0)
                    {
                        continue;
                    }

                    writer.SetUtf8(0, reader.Utf8(0, row));
                    writer.SetText(1, TemplateSet.Id(template));
                    writer.EndRow();
                    assigned++;
                }
            }
        }

        database.SaveParquet("assignments", Path.Combine(folder, "assignments.parquet"));
        return assigned;
    }
}
