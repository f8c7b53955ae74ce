namespace Scanner.Score;

/// <summary>What is tested and what is reported.</summary>
public sealed record ScoreOptions
{
    /// <summary>Expected share of false campaigns among those whose spread is called significant, in (0, 1].</summary>
    public double Fdr { get; init; } = 0.05;

    /// <summary>Least actors that carry a template repeatedly before it is tested at all.</summary>
    public int ActorsMin { get; init; } = 5;

    /// <summary>Requests of one account from which it carries a template repeatedly.</summary>
    public int RepeatsMin { get; init; } = 4;

    /// <summary>Least log-likelihood ratio, in nats, of a reported campaign.</summary>
    public double ReportMin { get; init; } = 1;

    /// <summary>What is known to be harmless; see <see cref="AllowList"/>.</summary>
    public IReadOnlyList<AllowedEntry> Allowed { get; init; } = [];

    /// <summary>Channels that are left out, by name: to see what each is worth.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>What the channels count for; null is <see cref="EvidenceChannels.Fitted"/>.</summary>
    public ChannelWeights? Weights { get; init; }
}

/// <summary>What the stage found.</summary>
/// <param name="TemplatesTested">Templates, or groups of them, that enough actors carry.</param>
/// <param name="Campaigns">Campaigns reported.</param>
/// <param name="Accounts">Accounts in any campaign.</param>
/// <param name="High">Campaigns with high confidence.</param>
public sealed record ScoreSummary(int TemplatesTested, int Campaigns, int Accounts, int High);
