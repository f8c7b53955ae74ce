using Scanner.Runs;

namespace Scanner.Report;

/// <summary>What a report shows.</summary>
public sealed record ReportOptions
{
    /// <summary>
    /// Example requests per campaign, 0 to <see cref="Limits.ReportExamplesMax"/>; 0 shows no prompt but the skeletons.
    /// </summary>
    public int Examples { get; init; } = Limits.ReportExamplesMax;
}
