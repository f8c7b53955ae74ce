using System.IO.Compression;
using Scanner.Runs;

namespace Scanner.Tests.Program;

/// <summary>Copies of a JSON-lines log in other formats, and looks into artifacts; all through DuckDB.</summary>
internal static class LogCopies
{
    public static void Parquet(string log, string path) => Copy($"SELECT * FROM {From(log)}", path, "FORMAT parquet");

    public static void Csv(string log, string path) => Copy(
        $"SELECT * REPLACE (array_to_string(tools, ',') AS tools) FROM {From(log)}", path, "FORMAT csv, HEADER");

    public static void Zstd(string log, string path) =>
        Copy($"SELECT * FROM {From(log)}", path, "FORMAT json, COMPRESSION zstd");

    public static void Gzip(string log, string path)
    {
        using var source = File.OpenRead(log);
        using var target = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        source.CopyTo(target);
    }

    /// <summary>Rows of a Parquet file.</summary>
    public static long Count(string parquet)
    {
        using var database = Open();
        using var reader = database.Query($"SELECT count(*) FROM {Database.Literal(parquet)}");
        Assert.True(reader.NextChunk());
        return reader.Column<long>(0)[0];
    }

    /// <summary>The original texts of an ingest stage.</summary>
    public static HashSet<string> Texts(string parquet)
    {
        var texts = new HashSet<string>(StringComparer.Ordinal);
        using var database = Open();
        using var reader = database.Query($"SELECT original FROM {Database.Literal(parquet)}");
        while (reader.NextChunk())
            for (int row = 0; row < reader.RowCount; row++)
                texts.Add(reader.Text(0, row)!);
        return texts;
    }

    private static string From(string log) =>
        $"read_json({Database.Literal(log)}, format = 'newline_delimited', maximum_object_size = 67108864)";

    private static void Copy(string query, string path, string format)
    {
        using var database = Open();
        database.Execute($"COPY ({query}) TO {Database.Literal(path)} ({format})");
    }

    private static Database Open() =>
        Database.InMemory(new DatabaseOptions(Threads: 1, MemoryBytesMax: 1L << 30, TempFolder: null));
}
