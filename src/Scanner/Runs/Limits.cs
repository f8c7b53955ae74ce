namespace Scanner.Runs;

/// <summary>Every limit of the system, each with its reason. Exceeding one names the option to change, or says why not.</summary>
public static class Limits
{
    /// <summary>Bytes in one log line. A request with a whole book is 2 MiB; far beyond lies garbage. Longer lines are rejected.</summary>
    public const int LineBytesMax = 64 << 20;

    /// <summary>Distinct texts in one run: rows are int, and a text needs about 1 KiB on disk.</summary>
    public const int TextsMax = 1 << 30;

    /// <summary>Rows per chunk of a DuckDB result or append: DuckDB's own vector size.</summary>
    public const int ChunkRows = 2048;

    /// <summary>
    /// Slots of the span miner's sketch, as a power of two: 2^25 slots of 8 bytes are 256 MiB. 200,000 prompts of 180
    /// words have 12 M fingerprints, so that a slot is shared by three of them once in about 200 slots.
    /// </summary>
    public const int SpanSketchSlotsLog2 = 25;

    /// <summary>
    /// Rows per row group of a Parquet file: DuckDB's own default and the size of its in-memory row groups, so that the
    /// borders in a file do not depend on the number of threads.
    /// </summary>
    public const int ParquetRowGroupRows = 122_880;

    /// <summary>Components of a vector: the widest embedding models have 8,192; beyond lies a wrong file.</summary>
    public const int VectorDimMax = 1 << 16;
}
