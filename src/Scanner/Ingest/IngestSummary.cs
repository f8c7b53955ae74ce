namespace Scanner.Ingest;

/// <summary>What was read; kept in the run and shown by <c>scan status</c>.</summary>
public sealed record IngestSummary
{
    /// <summary>Accepted requests.</summary>
    public required long Requests { get; init; }

    /// <summary>Distinct accounts.</summary>
    public required long Accounts { get; init; }

    /// <summary>Distinct texts: rows of the matrix.</summary>
    public required int Texts { get; init; }

    /// <summary>Distinct texts by kind; a text of two kinds counts in both.</summary>
    public required IReadOnlyDictionary<string, long> TextsByKind { get; init; }

    /// <summary>
    /// Requests whose prompt is missing or holds no letter or digit; kept, since they count for their account.
    /// </summary>
    public required long RequestsWithoutPrompt { get; init; }

    /// <summary>Rejected lines.</summary>
    public long Rejects => RejectsByReason.Values.Sum();

    /// <summary>Rejected lines by reason.</summary>
    public required IReadOnlyDictionary<string, long> RejectsByReason { get; init; }

    /// <summary>Things kept but worth knowing, with their counts: "no timestamp", "max_tokens is no number".</summary>
    public required IReadOnlyDictionary<string, long> Warnings { get; init; }

    /// <summary>Time of the first request, UTC; null where no request has one.</summary>
    public DateTime? First { get; init; }

    /// <summary>Time of the last request, UTC.</summary>
    public DateTime? Last { get; init; }

    /// <summary>Formats seen, with their requests.</summary>
    public required IReadOnlyDictionary<string, long> Formats { get; init; }

    /// <summary>Files read.</summary>
    public required int Files { get; init; }
}
