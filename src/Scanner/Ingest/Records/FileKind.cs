namespace Scanner.Ingest.Records;

/// <summary>How the records lie in a file.</summary>
internal enum FileKind
{
    /// <summary>One JSON object a line.</summary>
    JsonLines,

    /// <summary>JSON over several lines: one array, or objects one after another.</summary>
    JsonValues,

    /// <summary>A table of text cells with a header.</summary>
    Csv,

    /// <summary>Parquet.</summary>
    Parquet,
}
