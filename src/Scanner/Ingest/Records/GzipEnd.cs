using System.IO.Compression;

namespace Scanner.Ingest.Records;

/// <summary>
/// Tells a whole gzip file from one that is cut off, which GZipStream does not: it lays one more gzip member, with
/// known
/// content, behind the file. Behind a whole file that content comes out; behind a cut one it does not.
/// </summary>
internal sealed class GzipEnd(Stream file) : ForwardStream
{
    private static readonly byte[] Mark = "end of the file, and nothing else"u8.ToArray();
    private static readonly byte[] MarkMember = Compress(Mark);
    private int _served;

    /// <summary>
    /// Whether the file was read to its end: what comes out of the decompressor now is not of the file.
    /// </summary>
    public bool IsPassed => _served > 0;

    /// <summary>Whether what came out behind the end is the known content.</summary>
    public static bool IsProper(ReadOnlySpan<byte> output) => Mark.AsSpan().StartsWith(output) && !output.IsEmpty;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var read = _served == 0 ? file.Read(buffer) : 0;
        if (read > 0)
            return read;
        var rest = MarkMember.AsSpan(_served);
        var length = Math.Min(rest.Length, buffer.Length);
        rest[..length].CopyTo(buffer);
        _served += length;
        return length;
    }

    private static byte[] Compress(byte[] content)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Optimal))
            gzip.Write(content);
        return output.ToArray();
    }
}
