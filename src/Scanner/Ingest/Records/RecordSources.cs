using Scanner.Ingest.Inputs;
using Scanner.Runs;

namespace Scanner.Ingest.Records;

/// <summary>The records of files, whatever the files are.</summary>
internal static class RecordSources
{
    /// <summary>All records of a file, in batches, in order.</summary>
    /// <exception cref="ScanException">The file cannot be read at all.</exception>
    public static IEnumerable<RecordBatch> Read(InputFile file)
    {
        var probe = FileProbe.Of(file);
        if (probe.Kind == FileKind.Parquet)
            return probe.Compression == Compression.None
                ? ParquetRecords.Read(file)
                : throw new ScanException($"{file.Name}: found compressed Parquet, expected it plain. Unpack it.");
        return Read(file, probe);
    }

    private static IEnumerable<RecordBatch> Read(InputFile file, FileProbe probe)
    {
        using var content = new ContentStream(file, probe.Compression);
        var batches = probe.Kind switch
        {
            FileKind.Csv => CsvRecords.Read(file, content, probe.Delimiter),
            FileKind.JsonValues => JsonValues.Read(file, content),
            _ => JsonLines.Read(file, content),
        };
        foreach (var batch in batches)
            yield return batch;
    }
}
