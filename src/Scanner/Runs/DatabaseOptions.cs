namespace Scanner.Runs;

/// <summary>What a database may use.</summary>
/// <param name="Threads">Threads of a query, at least 1. Never changes a result.</param>
/// <param name="MemoryBytesMax">
/// Memory that DuckDB's buffers may take, in bytes; beyond it spills to the temp folder.
/// </param>
/// <param name="TempFolder">Where spilled data goes; null spills nowhere, and too large a query then fails.</param>
/// <param name="Cancellation">
/// Interrupts running queries; they end with <see cref="OperationCanceledException"/>.
/// </param>
public sealed record DatabaseOptions(
    int Threads, long MemoryBytesMax, string? TempFolder, CancellationToken Cancellation = default);
