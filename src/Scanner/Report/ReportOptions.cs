using System.Text.Json.Serialization;
using Scanner.Runs;

namespace Scanner.Report;

/// <summary>What a report shows.</summary>
public sealed record ReportOptions
{
    /// <summary>
    /// Example requests per campaign, 0 to <see cref="Limits.ReportExamplesMax"/>; 0 shows no prompt but the skeletons.
    /// </summary>
    public int Examples { get; init; } = Limits.ReportExamplesMax;

    /// <summary>How accounts and organisations are named.</summary>
    public AccountIds AccountIds { get; init; } = AccountIds.Raw;

    /// <summary>Whether what users filled into the slots is shown; secrets in it are masked all the same.</summary>
    public bool ShowSlots { get; init; }

    /// <summary>File with the key of keyed account ids; null for the run's own.</summary>
    [JsonIgnore]
    public string? AccountKey { get; init; }

    /// <summary>Stands for the key in the stage's record, so that another key makes another report.</summary>
    public string? KeyMark { get; init; }
}
