using System.Text.Json;
using System.Text.Unicode;
using Scanner.Ingest.Records;

namespace Scanner.Ingest.Formats;

/// <summary>The raw records of a batch to requests.</summary>
internal static class RecordParser
{
    /// <summary>Parses and maps a batch. Pure: safe to call from many threads with one mapper.</summary>
    public static MappedBatch Parse(RecordBatch raw, RequestMapper mapper)
    {
        var batch = new MappedBatch(raw.File.Name);
        foreach (var record in raw.Records)
        {
            var bytes = raw.Bytes(record);
            if (record.Damage is { } damage)
                batch.Reject(record.Line, damage, record.Detail ?? "", bytes.Span);
            else if (!Utf8.IsValid(bytes.Span))
                batch.Reject(record.Line, RejectReason.InvalidUtf8, Utf8Detail(bytes.Span), bytes.Span);
            else
                Parse(bytes, record.Line, mapper, batch);
        }
        return batch;
    }

    private static void Parse(ReadOnlyMemory<byte> bytes, long line, RequestMapper mapper, MappedBatch batch)
    {
        try
        {
            using var document = JsonDocument.Parse(HalfSurrogates.Mend(bytes));
            mapper.Map(document.RootElement, line, batch);
        }
        catch (JsonException error)
        {
            batch.Reject(line, RejectReason.BrokenJson,
                $"found no JSON from byte {error.BytePositionInLine} on, expected one object a line", bytes.Span);
        }
    }

    private static string Utf8Detail(ReadOnlySpan<byte> bytes)
    {
        _ = Utf8.ToUtf16(bytes, new char[bytes.Length], out var read, out _, replaceInvalidSequences: false);
        return $"found 0x{bytes[read]:X2} at byte {read}, expected UTF-8. Convert the file: iconv -t UTF-8";
    }
}
