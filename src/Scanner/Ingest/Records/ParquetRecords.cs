using Scanner.Ingest.Inputs;
using Scanner.Runs;

namespace Scanner.Ingest.Records;

/// <summary>The rows of a Parquet file as JSON objects, so that one mapping serves all files. Lines are rows.</summary>
internal static class ParquetRecords
{
    // A row group of a wide log; DuckDB reads one at a time with one thread.
    private const long MemoryBytesMax = 1L << 30;

    /// <summary>The rows of a file in batches.</summary>
    /// <exception cref="ScanException">The file cannot be read as Parquet.</exception>
    public static IEnumerable<RecordBatch> Read(InputFile file)
    {
        using var database = Database.InMemory(new(1, MemoryBytesMax, null));
        var path = Database.Literal(file.Path);
        var rows = Try(file, () => Count(database, path));
        using var reader = Try(file, () => database.Query($"SELECT to_json(t)::VARCHAR FROM read_parquet({path}) t"));
        var batch = new RecordBatch(file);
        var row = 0L;
        while (Try(file, reader.NextChunk))
        {
            for (var i = 0; i < reader.RowCount; i++)
                batch.Add(reader.Utf8(0, i), ++row);
            if (!batch.IsFull)
                continue;
            batch.Position = file.Length * row / rows;
            yield return batch;
            batch = new RecordBatch(file);
        }
        batch.Position = file.Length;
        yield return batch;
    }

    private static long Count(Database database, string path)
    {
        using var reader = database.Query($"SELECT count(*) FROM read_parquet({path})");
        return reader.NextChunk() ? reader.Column<long>(0)[0] : 0;
    }

    private static T Try<T>(InputFile file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DatabaseException error)
        {
            var first = error.Message.AsSpan();
            first = first[..(first.IndexOf('\n') is var end and >= 0 ? end : first.Length)];
            throw new ScanException(
                $"{file.Name}: found a Parquet file that cannot be read ({first}), perhaps cut off. "
                + "Copy or export it again.",
                error);
        }
    }
}
