using Scanner.Ingest.Inputs;
using Scanner.Runs;

namespace Scanner.Ingest.Records;

/// <summary>JSON over several lines: the elements of an array, or objects one after another, each a record.</summary>
internal static class JsonValues
{
    /// <summary>The values of a stream in batches.</summary>
    public static IEnumerable<RecordBatch> Read(
        InputFile file, ContentStream content, int valueBytesMax = Limits.LineBytesMax)
    {
        var values = new JsonValueReader(content, valueBytesMax);
        var batch = new RecordBatch(file);
        while (values.Next())
        {
            if (values.IsTooLong)
                batch.AddDamage(values.Value, values.Line, RejectReason.LineTooLong,
                    $"found a value of more than {valueBytesMax} bytes. Write one request a line: jq -c");
            else if (values.IsCut && content.Damage is { } damage)
                batch.AddDamage(values.Value, values.Line, RejectReason.DamagedFile, damage);
            else
                batch.Add(values.Value, values.Line);
            if (!batch.IsFull)
                continue;
            batch.Position = content.Consumed;
            yield return batch;
            batch = new RecordBatch(file);
        }
        if (content.Damage is { } end && !values.IsCut)
            batch.AddDamage([], values.Line, RejectReason.DamagedFile, end);
        batch.Position = file.Length;
        yield return batch;
    }
}
