namespace Scanner.Ingest.Records;

/// <summary>How a file is compressed, told by its first bytes.</summary>
internal enum Compression
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>gzip, of one or more members.</summary>
    Gzip,

    /// <summary>Zstandard.</summary>
    Zstd,
}
