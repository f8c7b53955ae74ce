using System.Text.Json.Serialization;

namespace Scanner.Ingest;

/// <summary>A piece of the input that is no request.</summary>
/// <param name="File">The file, as the user named it.</param>
/// <param name="Line">1-based line (row, in Parquet) where it starts.</param>
/// <param name="Reason">Why.</param>
/// <param name="Detail">What was found, what was expected, what to do.</param>
/// <param name="Excerpt">Its first characters.</param>
public sealed record Reject(
    [property: JsonPropertyName("file")] string File,
    [property: JsonPropertyName("line")] long Line,
    [property: JsonPropertyName("reason")] RejectReason Reason,
    [property: JsonPropertyName("detail")] string Detail,
    [property: JsonPropertyName("excerpt")] string Excerpt);
