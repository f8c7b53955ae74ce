using System.Text.Json;
using Scanner.Runs;

namespace Scanner.Embed;

/// <summary>The vectors of a run, checked as they cross the disk: every later stage takes row i for text i.</summary>
public static class RunVectors
{
    /// <summary>Opens vectors.npy: [texts × dim], a row for every text of the run.</summary>
    /// <exception cref="ScanException">
    /// Embed is missing, or its rows are not those of texts.parquet, or its dim is not that of model.json.
    /// </exception>
    public static VectorMatrix Open(RunFolder run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var path = run.Artifact(Stage.Embed, "vectors.npy");
        var vectors = VectorFile.Open(path);
        try
        {
            Check(vectors.Rows, CountTexts(run.Artifact(Stage.Ingest, "texts.parquet")), "rows", "texts.parquet");
            Check(vectors.Dim, ReadDim(run), "components a row", "model.json");
            return vectors;
        }
        catch
        {
            vectors.Dispose();
            throw;
        }

        void Check(long found, long expected, string unit, string source)
        {
            if (found != expected)
                throw new ScanException(
                    $"{path}: found {found} {unit}, expected {expected} as {source} has it: they are not of one run. "
                    + EmbedAgain(run));
        }
    }

    // The stage's record looks fresh, so that embedding alone would do nothing.
    private static string EmbedAgain(RunFolder run) =>
        $"Embed again: delete {Path.Combine(run.Path, Stage.Embed.Folder())} and run: scan embed {run.Path}";

    private static long CountTexts(string path)
    {
        using var database = Database.InMemory(new DatabaseOptions(1, Limits.DatabaseBytesMax, TempFolder: null));
        // Parquet's own count: no column is read.
        using var count = database.Query($"SELECT count(*) FROM read_parquet({Database.Literal(path)})");
        count.NextChunk();
        return count.Column<long>(0)[0];
    }

    private static int ReadDim(RunFolder run)
    {
        var path = run.Artifact(Stage.Embed, "model.json");
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            return json.RootElement.GetProperty("dim").GetInt32();
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException
            or FormatException)
        {
            throw new ScanException(
                $"{path}: found no whole number 'dim', expected the record of the model that made the vectors. "
                + EmbedAgain(run), error);
        }
    }
}
