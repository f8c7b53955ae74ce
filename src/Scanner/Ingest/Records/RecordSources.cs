using Scanner.Ingest.Inputs;

namespace Scanner.Ingest.Records;

/// <summary>The records of files, whatever the files are.</summary>
internal static class RecordSources
{
    /// <summary>All records of a file, in batches, in order.</summary>
    /// <param name="file">The file.</param>
    /// <param name="recordsMax">Stop after about this many, at the end of a batch.</param>
    public static IEnumerable<RecordBatch> Read(InputFile file, long recordsMax = long.MaxValue)
    {
        using var content = new ContentStream(file, Compression.None);
        var records = 0L;
        foreach (var batch in JsonLines.Read(file, content))
        {
            yield return batch;
            records += batch.Records.Count;
            if (records >= recordsMax)
                yield break;
        }
    }
}
