using Scanner.Ingest.Inputs;
using Scanner.Runs;

namespace Scanner.Ingest.Records;

/// <summary>One record a line. Blank lines count as lines and hold nothing.</summary>
internal static class JsonLines
{
    /// <summary>The lines of a stream in batches.</summary>
    /// <param name="file">The file they come from.</param>
    /// <param name="content">Its content, decompressed.</param>
    /// <param name="lineBytesMax">Bytes of a line beyond which it is rejected.</param>
    public static IEnumerable<RecordBatch> Read(
        InputFile file, ContentStream content, int lineBytesMax = Limits.LineBytesMax)
    {
        var lines = new LineReader(content, lineBytesMax);
        var batch = new RecordBatch(file);
        while (lines.Next())
        {
            Add(batch, lines, content, lineBytesMax);
            if (!batch.IsFull)
                continue;
            batch.Position = content.Consumed;
            yield return batch;
            batch = new RecordBatch(file);
        }

        if (content.Damage is { } damage && (batch.Records.Count == 0 || batch.Records[^1].Damage is null))
            batch.AddDamage([], lines.Number + 1, RejectReason.DamagedFile, damage);
        batch.Position = file.Length;
        yield return batch;
    }

    private static void Add(RecordBatch batch, LineReader lines, ContentStream content, int lineBytesMax)
    {
        var line = lines.Line;
        if (lines.IsTooLong)
        {
            batch.AddDamage(line, lines.Number, RejectReason.LineTooLong,
                $"found a line of more than {lineBytesMax} bytes, the most that one request may have");
        }
        else if (lines.IsUnended && content.Damage is { } damage)
        {
            // The end of the line is lost with the end of the file.
            batch.AddDamage(line, lines.Number, RejectReason.DamagedFile, damage);
        }
        else if (!line.Trim(" \t"u8).IsEmpty)
        {
            batch.Add(line, lines.Number);
        }
    }
}
