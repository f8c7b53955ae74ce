using Scanner.Ingest.Formats;
using Scanner.Ingest.Segments;

namespace Scanner.Ingest.Tables;

/// <summary>A batch whose texts are cut and normalised: what many threads do.</summary>
/// <param name="Mapped">The requests.</param>
/// <param name="Segments">Their segments, one for each.</param>
/// <param name="Responses">Fingerprints of their responses, one list for each.</param>
/// <param name="Position">How far into the file the batch reaches, in bytes on disk.</param>
internal sealed record PreparedBatch(
    MappedBatch Mapped, RequestSegments[] Segments, long[][] Responses, long Position);
