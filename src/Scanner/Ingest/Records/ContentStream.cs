using System.IO.Compression;
using Scanner.Ingest.Inputs;
using Scanner.Ingest.Zstandard;
using Scanner.Runs;

namespace Scanner.Ingest.Records;

/// <summary>
/// The content of a file, decompressed. A file that is cut off or damaged ends where its last good byte is, and says so
/// in <see cref="Damage"/>: what was readable before stays.
/// </summary>
internal sealed class ContentStream : ForwardStream
{
    private readonly InputFile _file;
    private readonly FileStream _raw;
    private readonly GzipEnd? _end;
    private readonly Stream _content;

    /// <summary>Opens a file.</summary>
    /// <exception cref="ScanException">It cannot be opened.</exception>
    public ContentStream(InputFile file, Compression compression)
    {
        _file = file;
        try
        {
            _raw = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ScanException($"{file.Name}: cannot be read: {error.Message} Check the permissions.", error);
        }

        _end = compression == Compression.Gzip ? new GzipEnd(_raw) : null;
        _content = compression switch
        {
            Compression.Gzip => new GZipStream(_end!, CompressionMode.Decompress),
            Compression.Zstd => new ZstdStream(_raw),
            _ => _raw,
        };
    }

    /// <summary>What is wrong with the file; null as long as nothing is.</summary>
    public string? Damage { get; private set; }

    /// <summary>Bytes of the file, as it lies on disk, that were read.</summary>
    public long Consumed => _raw.Position;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (Damage != null)
            return 0;
        try
        {
            var read = _content.Read(buffer);
            if (_end is not { IsPassed: true })
                return read;
            if (!GzipEnd.IsProper(buffer[..read]))
                Damage = $"found the end of the gzip data missing after byte {_file.Length}: the file is cut off. "
                    + "The lines before were read; copy the file again for the rest";
            return 0;
        }
        catch (InvalidDataException error)
        {
            Damage = $"found broken compressed data by byte {Consumed} of {_file.Length} "
                + $"({error.Message.TrimEnd('.')}). The lines before were read; copy the file again for the rest";
            return 0;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
            _raw.Dispose();
        }
        base.Dispose(disposing);
    }
}
