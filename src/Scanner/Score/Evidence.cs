namespace Scanner.Score;

/// <summary>What one channel says about a candidate.</summary>
/// <param name="Channel">Name of the channel: spread, concentration, sharding, …</param>
/// <param name="Value">The measured effect, in the unit of the channel.</param>
/// <param name="PValue">Probability of at least this effect among unrelated accounts; null where the channel tests
/// none.</param>
/// <param name="LogLikelihoodRatio">Natural logarithm; above 0 speaks for a campaign, below 0 against.</param>
/// <param name="Text">One sentence a person can check against the run folder.</param>
public sealed record Evidence(string Channel, double Value, double? PValue, double LogLikelihoodRatio, string Text)
{
    /// <summary>The sentence in a few words, for a list; null where there is little to say.</summary>
    public string? Brief { get; init; }

    /// <summary>
    /// What would take the weight away, and the record or value that tells: it completes "harmless if". Null where the
    /// channel does not speak for a campaign, or knows no value to look up.
    /// </summary>
    public string? Clearing { get; init; }
}
