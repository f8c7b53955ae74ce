using Scanner.Ingest;
using Scanner.Runs;

namespace Scanner.Score;

/// <summary>Finds the model release that a log can tell something about.</summary>
internal static class ReleaseTable
{
    /// <summary>The last release between the first and the last request; null where there is none.</summary>
    public static ReleasedModel? LastWithin(RunFolder run, Database database, RequestTable requests)
    {
        var times = requests.Times.Where(time => time != RequestTable.NoTime).ToArray();
        if (times.Length == 0)
        {
            return null;
        }

        var (first, last) = (times.Min(), times.Max());
        ReleasedModel? release = null;
        using var reader = database.Query("SELECT model, released_at FROM "
            + $"read_parquet({Database.Literal(run.Artifact(Stage.Ingest, "releases.parquet"))}) "
            + "WHERE released_at IS NOT NULL ORDER BY released_at, model");
        while (reader.NextChunk())
        {
            for (var row = 0; row < reader.RowCount; row++)
            {
                var (model, time) = (reader.Text(0, row), reader.Column<long>(1)[row]);
                var code = Array.IndexOf(requests.Coded["model"].Values, model);
                if (model is not null && code >= 0 && time > first && time < last)
                {
                    release = new ReleasedModel(model, code, time);
                }
            }
        }

        return release;
    }
}
