using System.Buffers;
using Scanner.Ingest.Inputs;

namespace Scanner.Ingest.Records;

/// <summary>Some consecutive records of one file, as JSON or as what could not be read.</summary>
internal sealed class RecordBatch(InputFile file)
{
    // 512 KiB: several hundred requests, enough to hide the handing over between threads.
    private const int FullBytes = 512 << 10;

    private readonly ArrayBufferWriter<byte> _bytes = new(FullBytes + (16 << 10));
    private readonly List<RawRecord> _records = [];

    /// <summary>The file.</summary>
    public InputFile File { get; } = file;

    /// <summary>How far into the file, in bytes of the file as it lies on disk, the batch reaches.</summary>
    public long Position { get; set; }

    /// <summary>The records, in order.</summary>
    public IReadOnlyList<RawRecord> Records => _records;

    /// <summary>Whether it is time to hand the batch on.</summary>
    public bool IsFull => _bytes.WrittenCount >= FullBytes;

    /// <summary>The bytes of a record.</summary>
    public ReadOnlyMemory<byte> Bytes(RawRecord record) => _bytes.WrittenMemory.Slice(record.Start, record.Length);

    /// <summary>Adds a record.</summary>
    public void Add(ReadOnlySpan<byte> record, long line)
    {
        _records.Add(new(_bytes.WrittenCount, record.Length, line, null, null));
        _bytes.Write(record);
    }

    /// <summary>Adds what could not be read.</summary>
    public void AddDamage(ReadOnlySpan<byte> excerpt, long line, RejectReason reason, string detail)
    {
        var start = excerpt[..Math.Min(excerpt.Length, Excerpt.BytesMax)];
        _records.Add(new(_bytes.WrittenCount, start.Length, line, reason, detail));
        _bytes.Write(start);
    }
}

/// <summary>Where a record lies in its batch.</summary>
/// <param name="Start">First byte.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Line">1-based line, or row, of the file where it starts.</param>
/// <param name="Damage">Why it could not even be read; null for JSON to parse.</param>
/// <param name="Detail">What was found then, and what to do.</param>
internal readonly record struct RawRecord(int Start, int Length, long Line, RejectReason? Damage, string? Detail);
