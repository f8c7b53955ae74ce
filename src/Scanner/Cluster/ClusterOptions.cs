namespace Scanner.Cluster;

/// <summary>How components become templates.</summary>
public sealed record ClusterOptions
{
    /// <summary>
    /// Least cosine similarity of a text to its template's medoid, in (0, 1]; null is the join's threshold.
    /// </summary>
    public double? MedoidSimilarity { get; init; }

    /// <summary>
    /// Least Jaccard index of the requests of two templates that are merged: the head, the whole and a span of one
    /// campaign sit on the same requests.
    /// </summary>
    public double MergeJaccard { get; init; } = 0.6;

    /// <summary>
    /// Bit mask of the segment kinds whose texts make templates; fewer than all to see what each is worth.
    /// </summary>
    public int Segments { get; init; } = SegmentKinds.All;

    /// <summary>Texts of a template that are aligned for its skeleton.</summary>
    public int SkeletonTexts { get; init; } = 32;

    /// <summary>Words of a text that are aligned; the rest of a longer one is not shown in the skeleton.</summary>
    public int SkeletonWords { get; init; } = 256;
}

/// <summary>What the stage found.</summary>
/// <param name="Templates">Templates with at least two requests.</param>
/// <param name="Assigned">Requests with a template.</param>
/// <param name="Requests">Requests in all.</param>
public sealed record ClusterSummary(int Templates, long Assigned, long Requests);
